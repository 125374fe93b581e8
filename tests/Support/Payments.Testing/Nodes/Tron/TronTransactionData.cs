using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Payments.Testing.Nodes.Tron;

/// <summary>A transaction of the simulated chain with its outcome.</summary>
public sealed record TronTransactionData
{
    /// <summary>SHA-256 of the raw data.</summary>
    public required string Id { get; init; }

    /// <summary><c>raw_data</c> as nodes print it.</summary>
    public required JsonObject Raw { get; init; }

    /// <summary>The raw data's bytes.</summary>
    public required string RawHex { get; init; }

    /// <summary>Signatures as they were broadcast; the simulator does not check them.</summary>
    public IReadOnlyList<string> Signatures { get; init; } = [];

    /// <summary><c>SUCCESS</c>, <c>REVERT</c>, <c>OUT_OF_ENERGY</c> …; empty where the block does not say.</summary>
    public string Result { get; init; } = "SUCCESS";

    /// <summary>The called contract, or null where none was called.</summary>
    public string? Contract { get; init; }

    /// <summary>What moved: in successful transactions of tokens these are the logs.</summary>
    public IReadOnlyList<TronMovement> Movements { get; init; } = [];

    /// <summary>Coins that a contract sent on.</summary>
    public IReadOnlyList<TronMovement> Internal { get; init; } = [];

    /// <summary>The hash of the whole transaction, signatures and outcome included: a leaf of its block's tree.</summary>
    public byte[] Leaf()
    {
        var bytes = new ProtoWriter().Message(1, Convert.FromHexString(RawHex));
        foreach (var signature in Signatures) bytes.Message(2, Convert.FromHexString(signature));
        return SHA256.HashData(bytes.Message(5, new ProtoWriter().Number(3, NumberOf(Result)).ToArray()).ToArray());
    }

    private static int NumberOf(string result) => result switch
    {
        "" => 0,
        "SUCCESS" => 1,
        "REVERT" => 2,
        "OUT_OF_ENERGY" => 10,
        "OUT_OF_TIME" => 11,
        _ => throw new NotSupportedException($"The simulator knows no result {result}."),
    };

    /// <summary>As a node prints it inside a block.</summary>
    public JsonObject ToJson() => new()
    {
        ["ret"] = new JsonArray(Result.Length == 0 ? new JsonObject() : new JsonObject { ["contractRet"] = Result }),
        ["signature"] = new JsonArray([.. Signatures.Select(signature => (JsonNode)signature)]),
        ["txID"] = Id,
        ["raw_data"] = Raw.DeepClone(),
        ["raw_data_hex"] = RawHex,
    };

    /// <summary>As a node prints its result.</summary>
    public JsonObject ToInfo(long block, long timestamp)
    {
        var info = new JsonObject { ["id"] = Id, ["fee"] = Contract is null ? 267_000 : 345_000, ["blockNumber"] = block, ["blockTimeStamp"] = timestamp };
        if (Contract is null)
        {
            info["contractResult"] = new JsonArray("");
            info["receipt"] = new JsonObject { ["net_usage"] = 268 };
            return info;
        }
        info["contractResult"] = new JsonArray(new string('0', 64));
        info["contract_address"] = Contract;
        info["receipt"] = new JsonObject { ["energy_usage"] = 31_895, ["energy_usage_total"] = 31_895, ["net_usage"] = 345, ["result"] = Result, ["energy_penalty_total"] = 17_245 };
        if (Result == "SUCCESS" && Movements.Count > 0) info["log"] = new JsonArray([.. Movements.Select(movement => (JsonNode)movement.ToLog())]);
        if (Result != "SUCCESS")
        {
            info["result"] = "FAILED";
            info["resMessage"] = "524556455254206f70636f6465206578656375746564";
        }
        if (Internal.Count > 0)
            info["internal_transactions"] = new JsonArray([.. Internal.Select(movement => (JsonNode)new JsonObject
            {
                ["hash"] = Id,
                ["caller_address"] = movement.From,
                ["transferTo_address"] = movement.To,
                ["callValueInfo"] = new JsonArray(new JsonObject { ["callValue"] = (long)movement.Units }),
                ["note"] = "63616c6c",
            })]);
        return info;
    }
}

/// <summary>Money that moved.</summary>
/// <param name="Token">The token's contract, or null for coins.</param>
/// <param name="From">The sender.</param>
/// <param name="To">The receiver.</param>
/// <param name="Units">Atomic units.</param>
public sealed record TronMovement(string? Token, string From, string To, UInt128 Units)
{
    private const string TransferTopic = "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

    /// <summary>The event that a token writes; nodes print the contract without its 41.</summary>
    public JsonObject ToLog() => new()
    {
        ["address"] = Token![2..],
        ["topics"] = new JsonArray(TransferTopic, TronCall.Word(From), TronCall.Word(To)),
        ["data"] = TronCall.Word(Units),
    };
}
