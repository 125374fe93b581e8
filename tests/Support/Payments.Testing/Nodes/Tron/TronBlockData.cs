using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Payments.Testing.Nodes.Tron;

/// <summary>A block of the simulated chain, named by the hash of its header as real ones are.</summary>
public sealed class TronBlockData
{
    private const int Version = 34;

    /// <summary>Makes a block.</summary>
    /// <param name="number">Its height.</param>
    /// <param name="parent">The id of the block before it.</param>
    /// <param name="timestamp">Milliseconds since 1970.</param>
    /// <param name="witness">Its producer; other producers make other ids.</param>
    /// <param name="transactions">Its transactions.</param>
    public TronBlockData(long number, string parent, long timestamp, string witness, IReadOnlyList<TronTransactionData> transactions)
    {
        (Number, Parent, Timestamp, Witness, Transactions) = (number, parent, timestamp, witness, transactions);
        Root = transactions.Count == 0 ? new string('0', 64)
            : Convert.ToHexStringLower(RootOf([.. transactions.Select(transaction => transaction.Leaf())]));
        var header = new ProtoWriter().Number(1, timestamp).Hex(2, Root).Hex(3, parent).Number(7, number).Hex(9, witness).Number(10, Version).ToArray();
        Id = number.ToString("x16", CultureInfo.InvariantCulture) + Convert.ToHexStringLower(SHA256.HashData(header))[16..];
    }

    /// <summary>Its height.</summary>
    public long Number { get; }

    /// <summary>The id of the block before it.</summary>
    public string Parent { get; }

    /// <summary>Milliseconds since 1970.</summary>
    public long Timestamp { get; }

    /// <summary>Its producer.</summary>
    public string Witness { get; }

    /// <summary>Its transactions.</summary>
    public IReadOnlyList<TronTransactionData> Transactions { get; }

    /// <summary>The root of its transactions' tree.</summary>
    public string Root { get; }

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>The tree from its top: the left part is the largest that is full, unless the whole is.</summary>
    private static byte[] RootOf(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 1) return leaves[0];
        var left = 1;
        while (left * 2 < leaves.Length) left *= 2;
        return SHA256.HashData([.. RootOf(leaves[..left]), .. RootOf(leaves[left..])]);
    }

    /// <summary>As a node prints it.</summary>
    public JsonObject ToJson(bool detail)
    {
        var block = new JsonObject
        {
            ["blockID"] = Id,
            ["block_header"] = new JsonObject
            {
                ["raw_data"] = new JsonObject
                {
                    ["number"] = Number,
                    ["txTrieRoot"] = Root,
                    ["witness_address"] = Witness,
                    ["parentHash"] = Parent,
                    ["version"] = Version,
                    ["timestamp"] = Timestamp,
                },
                ["witness_signature"] = new string('5', 130),
            },
        };
        if (detail && Transactions.Count > 0) block["transactions"] = new JsonArray([.. Transactions.Select(transaction => (JsonNode)transaction.ToJson())]);
        return block;
    }

    /// <summary>The results of its transactions.</summary>
    public JsonArray ToInfos() => new([.. Transactions.Select(transaction => (JsonNode)transaction.ToInfo(Number, Timestamp))]);
}
