using System.Buffers;
using System.Security.Cryptography;

namespace Payments.Chains.Tron;

/// <summary>The tree of a block's transactions, whose root the header holds.</summary>
/// <remarks>
/// As <c>BlockCapsule.calcMerkleRoot</c> and <c>MerkleTree</c> of java-tron have it: a leaf is the SHA-256 of a transaction's bytes, a node
/// that of its two children, and one that is left over at the end of a row goes up as it is.
/// </remarks>
internal sealed class TronTransactionTree
{
    private const int HashLength = SHA256.HashSizeInBytes;

    private readonly ArrayBufferWriter<byte> leaves = new();

    /// <summary>Adds a transaction by its bytes.</summary>
    public void Add(ReadOnlySpan<byte> transaction)
    {
        SHA256.HashData(transaction, leaves.GetSpan(HashLength));
        leaves.Advance(HashLength);
    }

    /// <summary>The root as hex digits in lower case; zeros where there are no transactions.</summary>
    public string Root()
    {
        if (leaves.WrittenCount == 0) return new string('0', 2 * HashLength);
        var row = leaves.WrittenSpan.ToArray().AsSpan();
        for (var count = row.Length / HashLength; count > 1; count = (count + 1) / 2)
        {
            for (var i = 0; i < count; i += 2)
            {
                // A node is written where its row's earlier nodes were read from.
                var children = row[(i * HashLength)..];
                var node = row[(i / 2 * HashLength)..];
                if (i + 1 < count) SHA256.HashData(children[..(2 * HashLength)], node);
                else children[..HashLength].CopyTo(node);
            }
        }
        return Convert.ToHexStringLower(row[..HashLength]);
    }
}
