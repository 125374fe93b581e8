using System.Text;
using System.Text.Json;
using Payments.Chains.Reading;

namespace Payments.Chains.Tron;

/// <summary>Finds one transaction by its id: what was signed with its outcome, and the result, which only one in a block has.</summary>
internal static class TronTransactions
{
    private const string Success = "SUCCESS";

    /// <summary>See <see cref="Nodes.IChainNode.FindAsync"/>.</summary>
    public static async Task<FoundTransaction?> FindAsync(TronApi api, string id, CancellationToken cancellationToken)
    {
        using var sent = await AskAsync(api, "wallet/gettransactionbyid", id, cancellationToken);
        if (!sent.RootElement.TryGetProperty("txID", out var named)) return null;
        Expect(named, id);
        using var result = await AskAsync(api, "wallet/gettransactioninfobyid", id, cancellationToken);
        var payees = PayeesOf(sent.RootElement);
        if (!result.RootElement.TryGetProperty("id", out var of)) return FoundTransaction.Of(null, hasFailed: false, payees);
        Expect(of, id);
        var block = result.RootElement.GetProperty("blockNumber").GetInt64();
        return FoundTransaction.Of(block, !HasSucceeded(sent.RootElement), [.. payees, .. TokensOf(result.RootElement)]);
    }

    private static async Task<JsonDocument> AskAsync(TronApi api, string path, string id, CancellationToken cancellationToken) =>
        JsonDocument.Parse(await api.AskAsync(path, $$"""{"value":"{{id}}"}""", cancellationToken));

    private static void Expect(JsonElement named, string id)
    {
        if (!string.Equals(named.GetString(), id, StringComparison.OrdinalIgnoreCase))
            throw new ChainReadException("another transaction than was asked for");
    }

    /// <summary>As in blocks: a result that is missing is no success.</summary>
    private static bool HasSucceeded(JsonElement sent) => sent.TryGetProperty("ret", out var outcomes) && outcomes.GetArrayLength() > 0 &&
        outcomes[0].TryGetProperty("contractRet", out var result) && result.GetString() == Success;

    /// <summary>Coins, and the assets of old that are no contracts (TRC-10), which are named by a number.</summary>
    private static IEnumerable<Payee> PayeesOf(JsonElement sent)
    {
        var contract = sent.GetProperty("raw_data").GetProperty("contract")[0];
        var value = contract.GetProperty("parameter").GetProperty("value");
        return contract.GetProperty("type").GetString() switch
        {
            "TransferContract" => [new Payee(Address(value.GetProperty("to_address")), null)],
            "TransferAssetContract" => [new Payee(Address(value.GetProperty("to_address")), Asset(value.GetProperty("asset_name")))],
            _ => [],
        };
    }

    private static IEnumerable<Payee> TokensOf(JsonElement result) => !result.TryGetProperty("log", out var logs) ? [] :
        from log in logs.EnumerateArray()
        where log.TryGetProperty("topics", out _)
        let topics = log.GetProperty("topics")
        where topics.GetArrayLength() == 3 && topics[0].ValueEquals(TronResultParser.TransferTopic)
        select new Payee(Hex(topics[2]), Hex(log.GetProperty("address")));

    private static string Address(JsonElement value) => TronAddress.TryParse(value.GetString(), out var canonical, out var error)
        ? canonical
        : throw new ChainReadException($"an address that is none: {error}");

    private static string Hex(JsonElement value) => TronHex.Address(Encoding.ASCII.GetBytes(value.GetString()!));

    private static string Asset(JsonElement value) => Encoding.UTF8.GetString(Convert.FromHexString(value.GetString()!));
}
