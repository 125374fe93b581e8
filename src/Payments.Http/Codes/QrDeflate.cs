using System.Buffers.Binary;

namespace Payments.Http.Codes;

/// <summary>
/// Compresses the lines of a PNG of a QR code (RFC 1950 and 1951): bytes that are black or white, each line several times. One block whose
/// codes are made for that: two bits for black, white, the end, and a copy of the line above.
/// </summary>
internal static class QrDeflate
{
    private const int White = 255;
    private const int End = 256;
    private const int FirstLength = 257;
    private const uint AdlerModulus = 65521;

    // Codes as they are sent, the lowest bit first. A line begins with its filter, 0 for none, which is black's sign.
    private const int BlackCode = 0b00;
    private const int WhiteCode = 0b10;
    private const int EndCode = 0b01;
    private const int CopyCode = 0b11;
    private const int CodeBits = 2;

    private static readonly int[] Lengths =
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    private static readonly int[] Distances = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257];

    /// <summary>The stream.</summary>
    /// <param name="bytes">Lines, one after the other, of 0 and 255.</param>
    /// <param name="width">Bytes of a line.</param>
    /// <param name="times">How often each line comes.</param>
    public static byte[] Of(ReadOnlySpan<byte> bytes, int width, int times)
    {
        var line = width + 1;
        var (length, lengthBits, lengthRest) = Sign(Lengths, line, 8);
        var (distance, distanceBits, distanceRest) = Sign(Distances, line, 4);
        // A line takes two bits a byte, and a copy less than sixteen; what goes before the lines less than fifty bytes.
        var bits = new BitWriter(new byte[64 + bytes.Length / width * (line * CodeBits / 8 + 2 + 2 * times)]);
        bits.Write(0x0178, 16);
        WriteCodes(ref bits, FirstLength + length, distance);
        uint sum = 1, sums = 0;
        for (var from = 0; from < bytes.Length; from += width)
        {
            var (dark, weighted) = (0u, 0u);
            bits.Write(BlackCode, CodeBits);
            for (var i = 0; i < width; i++)
            {
                var value = bytes[from + i];
                bits.Write(value == 0 ? BlackCode : WhiteCode, CodeBits);
                dark += value;
                weighted += (uint)(width - i) * value;
            }
            for (var copy = 1; copy < times; copy++)
            {
                bits.Write(CopyCode, CodeBits);
                bits.Write(lengthRest, lengthBits);
                bits.Write(0, 1);
                bits.Write(distanceRest, distanceBits);
            }
            for (var i = 0; i < times; i++)
            {
                sums = (sums + (uint)line * sum + weighted) % AdlerModulus;
                sum = (sum + dark) % AdlerModulus;
            }
        }
        bits.Write(EndCode, CodeBits);
        return bits.End(sums << 16 | sum);
    }

    /// <summary>The sign for a length or distance: the last whose base is not above it, and how many bits tell the rest.</summary>
    private static (int Index, int Bits, int Above) Sign(int[] bases, int value, int plain)
    {
        var index = Array.FindLastIndex(bases, least => least <= value);
        return (index, index < plain ? 0 : (index - plain) / (plain / 2) + 1, value - bases[index]);
    }

    /// <summary>The only block's head: which signs there are, all of two bits, and one distance.</summary>
    private static void WriteCodes(ref BitWriter bits, int length, int distance)
    {
        bits.Write(0b101, 3);
        bits.Write(length + 1 - FirstLength, 5);
        bits.Write(distance, 5);
        bits.Write(18 - 4, 4);
        // Lengths of the codes for 16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1.
        foreach (var codeLength in (ReadOnlySpan<byte>)[0, 3, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 3]) bits.Write(codeLength, 3);
        WriteTwo(ref bits);
        WriteNone(ref bits, White - 1);
        WriteTwo(ref bits);
        WriteTwo(ref bits);
        WriteNone(ref bits, length - End - 1);
        WriteTwo(ref bits);
        WriteNone(ref bits, distance);
        bits.Write(0b011, 3);
    }

    private static void WriteTwo(ref BitWriter bits) => bits.Write(0b10, 2);

    /// <summary>So many signs that there are not.</summary>
    private static void WriteNone(ref BitWriter bits, int count)
    {
        while (count > 0)
        {
            var taken = count switch
            {
                >= 11 => Math.Min(count, 138),
                >= 3 => count,
                _ => 1,
            };
            if (taken >= 11)
            {
                bits.Write(0b01, 2);
                bits.Write(taken - 11, 7);
            }
            else if (taken >= 3)
            {
                bits.Write(0b111, 3);
                bits.Write(taken - 3, 3);
            }
            else bits.Write(0b00, 2);
            count -= taken;
        }
    }

    /// <summary>Writes bits, the lowest first.</summary>
    private struct BitWriter(byte[] target)
    {
        private ulong open;
        private int count;
        private int at;

        public void Write(int value, int bits)
        {
            open |= (ulong)(uint)value << count;
            count += bits;
            if (count < 32) return;
            BinaryPrimitives.WriteUInt32LittleEndian(target.AsSpan(at), (uint)open);
            (open, count, at) = (open >> 32, count - 32, at + 4);
        }

        /// <summary>The bytes, with a checksum behind them.</summary>
        public byte[] End(uint checksum)
        {
            for (; count > 0; count -= 8, open >>= 8) target[at++] = (byte)open;
            BinaryPrimitives.WriteUInt32BigEndian(target.AsSpan(at), checksum);
            return target[..(at + 4)];
        }
    }
}
