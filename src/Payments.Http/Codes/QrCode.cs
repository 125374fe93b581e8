using System.Text;

namespace Payments.Http.Codes;

/// <summary>A QR code by ISO/IEC 18004: a text's bytes in the smallest size, error correction level M.</summary>
/// <remarks>
/// Each answer to a new WoPay payment carries one, so it is made with whole rows at a time: <see cref="QrLayout{T}"/> keeps what codes of
/// one size have in common.
/// </remarks>
public sealed class QrCode
{
    private const int ByteMode = 0b0100;
    private const int WordBits = 64;

    private readonly UInt128[] rows;

    private QrCode(UInt128[] rows) => this.rows = rows;

    /// <summary>Modules on a side, without the quiet zone.</summary>
    public int Modules => rows.Length;

    /// <summary>Modules of a row, from the lowest bit on; dark ones are set.</summary>
    public UInt128 Row(int y) => rows[y];

    /// <summary>Encodes a text.</summary>
    /// <exception cref="ArgumentException">It has more than 1,125 bytes of UTF-8.</exception>
    public static QrCode Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var size = QrSize.For(bytes.Length);
        var codewords = Guarded(size, Framed(size, bytes));
        return new QrCode(size.Modules <= WordBits
            ? Array.ConvertAll(QrLayout<ulong>.Of(size).Draw(codewords), static row => (UInt128)row)
            : QrLayout<UInt128>.Of(size).Draw(codewords));
    }

    /// <summary>The text with its header before and the prescribed filling behind it.</summary>
    private static byte[] Framed(QrSize size, byte[] text)
    {
        var framed = new byte[size.DataCodewords];
        var header = (uint)(ByteMode << size.CountBits | text.Length);
        var (at, open) = (0, 4 + size.CountBits);
        // Header and text are half a byte apart: each byte is the end of one and the beginning of the next.
        for (; open >= 8; open -= 8) framed[at++] = (byte)(header >> (open - 8));
        var rest = (byte)(header << 4);
        foreach (var value in text)
        {
            framed[at++] = (byte)(rest | value >> 4);
            rest = (byte)(value << 4);
        }
        framed[at++] = rest;
        for (var filling = 0xEC; at < framed.Length; filling ^= 0xEC ^ 0x11) framed[at++] = (byte)filling;
        return framed;
    }

    /// <summary>Blocks with their guards, byte by byte in turns.</summary>
    private static byte[] Guarded(QrSize size, byte[] data)
    {
        var result = new byte[size.Codewords];
        var least = size.DataCodewords / size.Blocks;
        var shorter = size.Blocks - size.DataCodewords % size.Blocks;
        Span<byte> guard = stackalloc byte[size.Guard];
        for (int block = 0, from = 0; block < size.Blocks; block++)
        {
            var length = block < shorter ? least : least + 1;
            var part = data.AsSpan(from, length);
            from += length;
            for (var i = 0; i < least; i++) result[i * size.Blocks + block] = part[i];
            if (length > least) result[least * size.Blocks + block - shorter] = part[least];
            ReedSolomon.Guard(part, guard);
            for (var i = 0; i < guard.Length; i++) result[size.DataCodewords + i * size.Blocks + block] = guard[i];
        }
        return result;
    }
}
