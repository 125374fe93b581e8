using System.Buffers.Binary;
using System.Numerics;

namespace NBitcoin.DataEncoders;

/// <summary>RIPEMD-160 (Dobbertin, Bosselaers, Preneel 1996), which .NET left out.</summary>
internal static class RipeMd160
{
    private const int BlockLength = 64;
    private const int HashLength = 20;
    private const int Steps = 80;

    private static readonly uint[] LeftConstants = [0, 0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xA953FD4E];

    private static readonly uint[] RightConstants = [0x50A28BE6, 0x5C4DD124, 0x6D703EF3, 0x7A6D76E9, 0];

    private static readonly byte[] LeftWords =
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        7, 4, 13, 1, 10, 6, 15, 3, 12, 0, 9, 5, 2, 14, 11, 8,
        3, 10, 14, 4, 9, 15, 8, 1, 2, 7, 0, 6, 13, 11, 5, 12,
        1, 9, 11, 10, 0, 8, 12, 4, 13, 3, 7, 15, 14, 5, 6, 2,
        4, 0, 5, 9, 7, 12, 2, 10, 14, 1, 3, 8, 11, 6, 15, 13,
    ];

    private static readonly byte[] RightWords =
    [
        5, 14, 7, 0, 9, 2, 11, 4, 13, 6, 15, 8, 1, 10, 3, 12,
        6, 11, 3, 7, 0, 13, 5, 10, 14, 15, 8, 12, 4, 9, 1, 2,
        15, 5, 1, 3, 7, 14, 6, 9, 11, 8, 12, 2, 10, 0, 4, 13,
        8, 6, 4, 1, 3, 11, 15, 0, 5, 12, 2, 13, 9, 7, 10, 14,
        12, 15, 10, 4, 1, 5, 8, 7, 6, 2, 13, 14, 0, 3, 9, 11,
    ];

    private static readonly byte[] LeftShifts =
    [
        11, 14, 15, 12, 5, 8, 7, 9, 11, 13, 14, 15, 6, 7, 9, 8,
        7, 6, 8, 13, 11, 9, 7, 15, 7, 12, 15, 9, 11, 7, 13, 12,
        11, 13, 6, 7, 14, 9, 13, 15, 14, 8, 13, 6, 5, 12, 7, 5,
        11, 12, 14, 15, 14, 15, 9, 8, 9, 14, 5, 6, 8, 6, 5, 12,
        9, 15, 5, 11, 6, 8, 13, 12, 5, 12, 13, 14, 11, 8, 5, 6,
    ];

    private static readonly byte[] RightShifts =
    [
        8, 9, 9, 11, 13, 15, 15, 5, 7, 7, 8, 11, 14, 14, 12, 6,
        9, 13, 15, 7, 12, 8, 9, 11, 7, 7, 12, 7, 6, 15, 13, 11,
        9, 7, 15, 11, 8, 6, 6, 14, 12, 13, 5, 14, 13, 13, 7, 5,
        15, 5, 8, 11, 14, 14, 6, 14, 6, 9, 12, 9, 12, 5, 15, 8,
        8, 5, 12, 9, 12, 5, 14, 6, 8, 13, 6, 5, 15, 13, 11, 11,
    ];

    /// <summary>The hash, 20 bytes.</summary>
    public static byte[] Of(ReadOnlySpan<byte> content)
    {
        Span<uint> state = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0];
        var rest = content;
        for (; rest.Length >= BlockLength; rest = rest[BlockLength..]) Absorb(state, rest[..BlockLength]);
        Span<byte> last = stackalloc byte[2 * BlockLength];
        last.Clear();
        rest.CopyTo(last);
        last[rest.Length] = 0x80;
        var length = rest.Length < BlockLength - sizeof(ulong) ? BlockLength : 2 * BlockLength;
        BinaryPrimitives.WriteUInt64LittleEndian(last[(length - sizeof(ulong))..], (ulong)content.Length * 8);
        Absorb(state, last[..BlockLength]);
        if (length > BlockLength) Absorb(state, last[BlockLength..]);
        var hash = new byte[HashLength];
        for (var i = 0; i < state.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(hash.AsSpan(i * sizeof(uint)), state[i]);
        return hash;
    }

    private static void Absorb(Span<uint> state, ReadOnlySpan<byte> block)
    {
        Span<uint> words = stackalloc uint[BlockLength / sizeof(uint)];
        for (var word = 0; word < words.Length; word++) words[word] = BinaryPrimitives.ReadUInt32LittleEndian(block[(word * sizeof(uint))..]);
        var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4]);
        var (f, g, h, i, j) = (a, b, c, d, e);
        for (var step = 0; step < Steps; step++)
        {
            var round = step >> 4;
            var left = BitOperations.RotateLeft(a + Mixed(round, b, c, d) + words[LeftWords[step]] + LeftConstants[round], LeftShifts[step]) + e;
            (a, e, d, c, b) = (e, d, BitOperations.RotateLeft(c, 10), b, left);
            var right = BitOperations.RotateLeft(f + Mixed(4 - round, g, h, i) + words[RightWords[step]] + RightConstants[round], RightShifts[step]) + j;
            (f, j, i, h, g) = (j, i, BitOperations.RotateLeft(h, 10), g, right);
        }
        (state[0], state[1], state[2], state[3], state[4]) = (state[1] + c + i, state[2] + d + j, state[3] + e + f, state[4] + a + g, state[0] + b + h);
    }

    private static uint Mixed(int round, uint x, uint y, uint z) => round switch
    {
        0 => x ^ y ^ z,
        1 => (x & y) | (~x & z),
        2 => (x | ~y) ^ z,
        3 => (x & z) | (y & ~z),
        _ => x ^ (y | ~z),
    };
}
