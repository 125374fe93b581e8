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

    private readonly List<byte[]> leaves = [];

    /// <summary>Adds a transaction by its bytes.</summary>
    public void Add(ReadOnlySpan<byte> transaction) => leaves.Add(SHA256.HashData(transaction));

    /// <summary>The root as hex digits in lower case; zeros where there are no transactions.</summary>
    public string Root()
    {
        if (leaves.Count == 0) return new string('0', 2 * HashLength);
        byte[][] row = [.. leaves];
        for (var count = row.Length; count > 1; count = (count + 1) / 2)
            for (var i = 0; i < count; i += 2)
                row[i / 2] = i + 1 < count ? SHA256.HashData([.. row[i], .. row[i + 1]]) : row[i];
        return Convert.ToHexStringLower(row[0]);
    }
}
