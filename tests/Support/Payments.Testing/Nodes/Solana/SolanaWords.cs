using System.Text.Json.Nodes;

namespace Payments.Testing.Nodes.Solana;

/// <summary>A node's answers, as Agave's JSON-RPC gives them: the result, or an error with the node's code and words.</summary>
/// <param name="chain">What the node knows.</param>
/// <param name="head">The newest slot that it has.</param>
internal sealed class SolanaWords(SolanaChain chain, long head)
{
    private const int RangeLimit = 500_000;

    public JsonNode? Answer(SolanaQuestion question) => question.Method switch
    {
        "getGenesisHash" => chain.Block(0)!.Hash,
        "getVersion" => new JsonObject { ["solana-core"] = "2.2.0", ["feature-set"] = 1 },
        "getHealth" => "ok",
        "getSlot" => Newest(question, 0).Slot,
        "getBlockHeight" => Newest(question, 0).Height,
        "getBlocks" => Slots(question.Number(0), question.Number(1), int.MaxValue),
        "getBlocksWithLimit" => Slots(question.Number(0), head, (int)question.Number(1)),
        "getBlock" => Block(question),
        "getTransaction" => Transaction(question),
        "getBalance" => InContext(chain.UpTo(head).Ledger[question.Text(0)].Lamports),
        "getTokenAccountBalance" => chain.UpTo(head).Ledger[question.Text(0)] is { Mint: not null } account
            ? InContext(SolanaTransactionData.Amount(account.Units)) : throw new SolanaError(-32602, "Invalid param: could not find account"),
        "getMultipleAccounts" => InContext(new JsonArray([.. question.Parameters[0]!.AsArray().Select(mint => Mint(mint!.GetValue<string>()))])),
        "getRecentPrioritizationFees" => new JsonArray([.. Enumerable.Range(1, 3).Select(i => (JsonNode)new JsonObject { ["slot"] = Math.Max(0, head - i), ["prioritizationFee"] = i * 1000 })]),
        "getLatestBlockhash" => InContext(new JsonObject { ["blockhash"] = chain.UpTo(head).Hash, ["lastValidBlockHeight"] = chain.UpTo(head).Height + 150 }),
        "getSignatureStatuses" => InContext(new JsonArray([.. question.Parameters[0]!.AsArray().Select(signature => Status(signature!.GetValue<string>()))])),
        "sendTransaction" => Send(question.Text(0)),
        _ => throw new SolanaError(-32601, "Method not found"),
    };

    private SolanaBlockData Newest(SolanaQuestion question, int options) =>
        chain.UpTo(question.Option(options, "commitment") == "confirmed" ? head : Math.Max(0, head - chain.FinalLag));

    private JsonArray Slots(long from, long to, int limit)
    {
        if (to - from > RangeLimit) throw new SolanaError(-32602, $"Slot range too large; max {RangeLimit}");
        return new JsonArray([.. Enumerable.Range(0, (int)Math.Max(0, Math.Min(to, head) - from + 1)).Select(i => chain.Block(from + i)).OfType<SolanaBlockData>().Take(limit).Select(block => (JsonNode)block.Slot)]);
    }

    private JsonObject Block(SolanaQuestion question)
    {
        var slot = question.Number(0);
        if (slot > head) throw new SolanaError(-32004, $"Block not available for slot {slot}");
        var block = chain.Block(slot) ?? throw new SolanaError(-32007, $"Slot {slot} was skipped, or missing due to ledger jump to recent snapshot");
        if (question.Option(1, "maxSupportedTransactionVersion") is null && block.Transactions.Any(transaction => transaction.Message.IsVersioned))
            throw new SolanaError(-32015, "Transaction version (0) is not supported by the requesting client. Please try the request again with the following configuration parameter: \"maxSupportedTransactionVersion\": 0");
        return block.ToJson(question.Option(1, "transactionDetails") ?? "full", question.Option(1, "rewards") != "false");
    }

    private JsonObject? Transaction(SolanaQuestion question)
    {
        if (chain.Find(question.Text(0)) is not { } found || found.Block.Slot > head) return null;
        var json = found.Transaction.ToJson("full");
        json["slot"] = found.Block.Slot;
        json["blockTime"] = found.Block.Time;
        return json;
    }

    private JsonObject? Status(string signature)
    {
        if (chain.Find(signature) is not { } found || found.Block.Slot > head) return null;
        var isFinal = found.Block.Slot <= head - chain.FinalLag;
        return new JsonObject
        {
            ["slot"] = found.Block.Slot,
            ["confirmations"] = isFinal ? null : head - found.Block.Slot,
            ["err"] = found.Transaction.Error(),
            ["confirmationStatus"] = isFinal ? "finalized" : "confirmed",
            ["status"] = found.Transaction.Failed ? new JsonObject { ["Err"] = found.Transaction.Error() } : new JsonObject { ["Ok"] = null },
        };
    }

    /// <summary>A mint with six decimals, cut to the byte that says so.</summary>
    private static JsonNode? Mint(string mint) => mint != SolanaChain.Token && mint != SolanaChain.FakeToken ? null : new JsonObject
    {
        ["data"] = new JsonArray(Convert.ToBase64String([6]), "base64"),
        ["executable"] = false,
        ["lamports"] = 1_461_600,
        ["owner"] = SolanaLedger.Token,
        ["rentEpoch"] = 0,
        ["space"] = 82,
    };

    private JsonNode Send(string transaction)
    {
        var (signature, message) = SolanaMessage.Read(Convert.FromBase64String(transaction));
        chain.Accept(signature, message);
        return signature;
    }

    private JsonObject InContext(JsonNode value) => new() { ["context"] = new JsonObject { ["apiVersion"] = "2.2.0", ["slot"] = head }, ["value"] = value };
}

/// <summary>An error that a node answers with.</summary>
public sealed class SolanaError(int code, string message) : Exception(message)
{
    /// <summary>The node's code.</summary>
    public int Code => code;
}
