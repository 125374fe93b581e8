using System.Globalization;
using System.Text.Json.Nodes;
using NBitcoin.DataEncoders;

namespace Payments.Testing.Nodes.Solana;

/// <summary>A transaction in its block, with what its accounts had before and after.</summary>
public sealed record SolanaTransactionData(string Signature, SolanaMessage Message, SolanaLedger Before, SolanaLedger After, bool Failed)
{
    /// <summary>Lamports for each signature.</summary>
    public const ulong SignatureFee = 5000;

    /// <summary>What it paid.</summary>
    public ulong Fee => SignatureFee * (ulong)Message.Signers;

    /// <summary>As a node prints it inside a block, encoding <c>json</c>.</summary>
    /// <param name="details"><c>full</c> or <c>accounts</c>.</param>
    public JsonObject ToJson(string details)
    {
        var json = new JsonObject { ["meta"] = Meta(details == "full"), ["transaction"] = details == "full" ? Full() : Short() };
        json["version"] = Message.IsVersioned ? 0 : "legacy";
        return json;
    }

    /// <summary>What came of it.</summary>
    public JsonNode? Error() => Failed ? new JsonObject { ["InstructionError"] = new JsonArray(0, new JsonObject { ["Custom"] = 1 }) } : null;

    private JsonObject Meta(bool isFull)
    {
        var meta = new JsonObject
        {
            ["err"] = Error(),
            ["fee"] = Fee,
            ["postBalances"] = Lamports(After),
            ["postTokenBalances"] = Tokens(After),
            ["preBalances"] = Lamports(Before),
            ["preTokenBalances"] = Tokens(Before),
            ["status"] = Failed ? new JsonObject { ["Err"] = Error() } : new JsonObject { ["Ok"] = null },
        };
        if (!isFull) return meta;
        meta["computeUnitsConsumed"] = 6200;
        meta["innerInstructions"] = new JsonArray();
        meta["loadedAddresses"] = new JsonObject { ["readonly"] = new JsonArray(), ["writable"] = Texts(Message.Loaded) };
        meta["logMessages"] = new JsonArray($"Program {SolanaLedger.Token} invoke [1]", $"Program {SolanaLedger.Token} consumed 6200 of 200000 compute units", $"Program {SolanaLedger.Token} success");
        meta["rewards"] = null;
        return meta;
    }

    private JsonObject Full()
    {
        var message = new JsonObject
        {
            ["accountKeys"] = Texts(Message.Keys),
            ["header"] = new JsonObject { ["numReadonlySignedAccounts"] = Message.ReadOnlySigners, ["numReadonlyUnsignedAccounts"] = Message.ReadOnlyOthers, ["numRequiredSignatures"] = Message.Signers },
            ["instructions"] = new JsonArray([.. Message.Instructions.Select(call => (JsonNode)new JsonObject
            {
                ["accounts"] = new JsonArray([.. call.Accounts.Select(place => (JsonNode)place)]),
                ["data"] = Encoders.Base58.EncodeData(call.Data),
                ["programIdIndex"] = call.Program,
                ["stackHeight"] = null,
            })]),
            ["recentBlockhash"] = Message.Blockhash,
        };
        if (Message.IsVersioned)
            message["addressTableLookups"] = new JsonArray([.. Message.Loaded.Take(1).Select(_ => (JsonNode)new JsonObject
            {
                ["accountKey"] = SolanaLedger.Vault,
                ["readonlyIndexes"] = new JsonArray(),
                ["writableIndexes"] = new JsonArray([.. Enumerable.Range(0, Message.Loaded.Count).Select(i => (JsonNode)i)]),
            })]);
        return new JsonObject { ["message"] = message, ["signatures"] = new JsonArray(Signature) };
    }

    private JsonObject Short() => new()
    {
        ["accountKeys"] = new JsonArray([.. Message.Accounts.Select((key, place) => (JsonNode)new JsonObject
        {
            ["pubkey"] = key,
            ["signer"] = place < Message.Signers,
            ["source"] = place < Message.Keys.Count ? "transaction" : "lookupTable",
            ["writable"] = place >= Message.Keys.Count || (place < Message.Signers ? place < Message.Signers - Message.ReadOnlySigners : place < Message.Keys.Count - Message.ReadOnlyOthers),
        })]),
        ["signatures"] = new JsonArray(Signature),
    };

    private JsonArray Lamports(SolanaLedger ledger) => new([.. Message.Accounts.Select(key => (JsonNode)ledger[key].Lamports)]);

    private JsonArray Tokens(SolanaLedger ledger) => new([.. Message.Accounts.Select((key, place) => (Account: ledger[key], Place: place)).Where(item => item.Account.Mint is not null).Select(item => (JsonNode)new JsonObject
    {
        ["accountIndex"] = item.Place,
        ["mint"] = item.Account.Mint,
        ["owner"] = item.Account.Owner,
        ["programId"] = SolanaLedger.Token,
        ["uiTokenAmount"] = Amount(item.Account.Units),
    })]);

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    /// <summary>An amount of a token with six decimals.</summary>
    public static JsonObject Amount(ulong units) => new()
    {
        ["amount"] = units.ToString(CultureInfo.InvariantCulture),
        ["decimals"] = 6,
        ["uiAmount"] = units == 0 ? null : (JsonNode)(units / 1_000_000m),
        ["uiAmountString"] = (units / 1_000_000m).ToString("0.######", CultureInfo.InvariantCulture),
    };
}

/// <summary>A block of the simulated chain.</summary>
public sealed record SolanaBlockData(long Slot, string Hash, SolanaBlockData? Parent, int Height, long Time, IReadOnlyList<SolanaTransactionData> Transactions, SolanaLedger Ledger)
{
    /// <summary>As a node prints it.</summary>
    /// <param name="details"><c>full</c>, <c>accounts</c>, <c>signatures</c> or <c>none</c>.</param>
    /// <param name="withRewards">Whether to tell what the leader earned.</param>
    public JsonObject ToJson(string details, bool withRewards)
    {
        var block = new JsonObject
        {
            ["blockHeight"] = Height,
            ["blockTime"] = Time,
            ["blockhash"] = Hash,
            ["parentSlot"] = Parent?.Slot ?? 0,
            ["previousBlockhash"] = Parent?.Hash ?? SolanaLedger.System,
        };
        if (withRewards)
            block["rewards"] = Transactions.Count == 0 ? [] : new JsonArray(new JsonObject
            {
                ["commission"] = null,
                ["lamports"] = Transactions.Sum(transaction => (long)transaction.Fee) / 2,
                ["postBalance"] = 1_000_000_000,
                ["pubkey"] = SolanaChain.Leader,
                ["rewardType"] = "Fee",
            });
        if (details == "signatures") block["signatures"] = new JsonArray([.. Transactions.Select(transaction => (JsonNode)transaction.Signature)]);
        else if (details != "none") block["transactions"] = new JsonArray([.. Transactions.Select(transaction => (JsonNode)transaction.ToJson(details))]);
        return block;
    }
}
