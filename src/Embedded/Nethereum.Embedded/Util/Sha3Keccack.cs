using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Nethereum.Util;

/// <summary>Keccak-256 as Ethereum uses it: the original padding, not that of SHA-3.</summary>
public class Sha3Keccack
{
    private const int Rate = 136;

    private static readonly ulong[] RoundConstants =
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000, 0x000000000000808B, 0x0000000080000001,
        0x8000000080008081, 0x8000000000008009, 0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
        0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
        0x000000000000800A, 0x800000008000000A, 0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    private static readonly int[] Rotations = [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44];

    private static readonly int[] Lanes = [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1];

    /// <summary>A shared instance; it keeps no state.</summary>
    public static Sha3Keccack Current { get; } = new();

    /// <summary>The hash of a text's UTF-8, in lower-case hex without prefix.</summary>
    public string CalculateHash(string value) => Convert.ToHexStringLower(CalculateHash(Encoding.UTF8.GetBytes(value)));

    /// <summary>The hash, 32 bytes.</summary>
    public byte[] CalculateHash(byte[] value)
    {
        Span<ulong> state = stackalloc ulong[25];
        ReadOnlySpan<byte> rest = value;
        while (rest.Length >= Rate)
        {
            Absorb(state, rest[..Rate]);
            rest = rest[Rate..];
        }
        Span<byte> last = stackalloc byte[Rate];
        rest.CopyTo(last);
        last[rest.Length] = 0x01;
        last[Rate - 1] |= 0x80;
        Absorb(state, last);
        var hash = new byte[32];
        for (var i = 0; i < 4; i++) BinaryPrimitives.WriteUInt64LittleEndian(hash.AsSpan(i * 8), state[i]);
        return hash;
    }

    private static void Absorb(Span<ulong> state, ReadOnlySpan<byte> block)
    {
        for (var i = 0; i < Rate / 8; i++) state[i] ^= BinaryPrimitives.ReadUInt64LittleEndian(block[(i * 8)..]);
        Permute(state);
    }

    private static void Permute(Span<ulong> state)
    {
        Span<ulong> column = stackalloc ulong[5];
        foreach (var constant in RoundConstants)
        {
            for (var x = 0; x < 5; x++) column[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20];
            for (var x = 0; x < 5; x++)
            {
                var mix = column[(x + 4) % 5] ^ BitOperations.RotateLeft(column[(x + 1) % 5], 1);
                for (var y = 0; y < 25; y += 5) state[y + x] ^= mix;
            }
            var moving = state[1];
            for (var i = 0; i < 24; i++)
            {
                var lane = Lanes[i];
                (state[lane], moving) = (BitOperations.RotateLeft(moving, Rotations[i]), state[lane]);
            }
            for (var y = 0; y < 25; y += 5)
            {
                for (var x = 0; x < 5; x++) column[x] = state[y + x];
                for (var x = 0; x < 5; x++) state[y + x] = column[x] ^ (~column[(x + 1) % 5] & column[(x + 2) % 5]);
            }
            state[0] ^= constant;
        }
    }
}
