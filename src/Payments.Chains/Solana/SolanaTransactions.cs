using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;

namespace Payments.Chains.Solana;

/// <summary>Finds one transaction by its first signature: from what its accounts had before and after, as blocks are read.</summary>
internal static class SolanaTransactions
{
    /// <summary>See <see cref="IChainNode.FindAsync"/>. One that no two thirds have voted for waits.</summary>
    public static async Task<FoundTransaction?> FindAsync(RpcNode node, string signature, CancellationToken cancellationToken)
    {
        var status = new RpcCall("getSignatureStatuses", new JsonArray(signature), new JsonObject { ["searchTransactionHistory"] = true });
        var answers = await node.CallAsync([Question(signature, SolanaQuestions.KnownVersion), status], cancellationToken);
        var found = answers.Refusal(0)?.Code == SolanaQuestions.UnsupportedVersion
            ? (await node.CallAsync([Question(signature, SolanaQuestions.AnyVersion)], cancellationToken))[0]
            : answers[0];
        if (found.ValueKind == JsonValueKind.Object) return Read(found, signature);
        // Some nodes keep blocks and no history of signatures; what they say of it decides nothing then.
        var isSeen = answers.Refusal(1) is null && answers[1].GetProperty("value")[0].ValueKind == JsonValueKind.Object;
        return isSeen ? FoundTransaction.Of(null, hasFailed: false, []) : null;
    }

    private static RpcCall Question(string signature, int version) => new("getTransaction", signature, new JsonObject
    {
        ["commitment"] = SolanaQuestions.Confirmed,
        ["encoding"] = "json",
        ["maxSupportedTransactionVersion"] = version,
    });

    private static FoundTransaction Read(JsonElement found, string signature)
    {
        var (transaction, meta) = (found.GetProperty("transaction"), found.GetProperty("meta"));
        if (transaction.GetProperty("signatures")[0].GetString() != signature)
            throw new ChainReadException("another transaction than was asked for");
        var hasFailed = meta.GetProperty("err").ValueKind != JsonValueKind.Null;
        return FoundTransaction.Of(found.GetProperty("slot").GetInt64(), hasFailed, [.. CoinsOf(transaction, meta), .. TokensOf(meta)]);
    }

    private static IEnumerable<Payee> CoinsOf(JsonElement transaction, JsonElement meta)
    {
        string[] keys = [.. Texts(transaction.GetProperty("message").GetProperty("accountKeys")), .. Loaded(meta)];
        var (before, after) = (meta.GetProperty("preBalances"), meta.GetProperty("postBalances"));
        if (before.GetArrayLength() != keys.Length || after.GetArrayLength() != keys.Length)
            throw new ChainReadException("a transaction with other accounts than balances");
        return keys.Where((_, place) => after[place].GetUInt64() > before[place].GetUInt64()).Select(key => new Payee(key, null));
    }

    /// <summary>Accounts of look-up tables come behind those of the message: first the writable ones.</summary>
    private static IEnumerable<string> Loaded(JsonElement meta) =>
        meta.TryGetProperty("loadedAddresses", out var loaded) && loaded.ValueKind == JsonValueKind.Object
            ? Texts(loaded.GetProperty("writable")).Concat(Texts(loaded.GetProperty("readonly")))
            : [];

    private static IEnumerable<Payee> TokensOf(JsonElement meta)
    {
        var before = Balances(meta, "preTokenBalances").ToDictionary(one => one.Account, one => one.Units);
        return Balances(meta, "postTokenBalances").Where(one => one.Units > before.GetValueOrDefault(one.Account)).Select(one => one.Payee);
    }

    private static IEnumerable<(long Account, ulong Units, Payee Payee)> Balances(JsonElement meta, string name) =>
        !meta.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array ? [] :
        from one in list.EnumerateArray()
        let units = ulong.Parse(one.GetProperty("uiTokenAmount").GetProperty("amount").GetString()!, CultureInfo.InvariantCulture)
        select (one.GetProperty("accountIndex").GetInt64(), units,
            new Payee(one.GetProperty("owner").GetString()!, one.GetProperty("mint").GetString()));

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(item => item.GetString()!);
}
