using System.Security.Cryptography;
using Payments.Chains.Reading;

namespace Payments.Chains.Bitcoin;

/// <summary>The tree over a block's transactions, whose root is in the header: no transaction can be left out, added or changed without it.</summary>
internal static class MerkleTree
{
    private const int HashLength = SHA256.HashSizeInBytes;

    /// <summary>The root of ids that lie one behind the other; they are overwritten.</summary>
    /// <exception cref="ChainReadException">Two neighbours are equal: such a list has the root of a shorter one (CVE-2012-2459).</exception>
    public static ReadOnlySpan<byte> Root(Span<byte> ids)
    {
        Span<byte> pair = stackalloc byte[2 * HashLength];
        for (var count = ids.Length / HashLength; count > 1; count = (count + 1) / 2)
        {
            for (var i = 0; i < count; i += 2)
            {
                var left = ids.Slice(i * HashLength, HashLength);
                var right = ids.Slice(Math.Min(i + 1, count - 1) * HashLength, HashLength);
                if (i + 1 < count && left.SequenceEqual(right)) throw new ChainReadException("a block that has transactions twice");
                left.CopyTo(pair);
                right.CopyTo(pair[HashLength..]);
                BlockHeader.DoubleHash(pair, ids.Slice(i / 2 * HashLength, HashLength));
            }
        }
        return ids[..HashLength];
    }
}
