using System.Buffers.Binary;

namespace Payments.Http.Codes;

/// <summary>PNG images of QR codes: one bit a pixel, a quiet zone around.</summary>
/// <remarks>
/// Eight pixels a module make each module one byte, black or white, and each line of modules eight equal lines of pixels. What is
/// compressed thus knows four signs: black, white, the line above once more, and the end.
/// </remarks>
public static class QrPng
{
    /// <summary>Pixels on a side of a module.</summary>
    public const int Scale = 8;

    /// <summary>Modules that stay white on every side.</summary>
    public const int Quiet = 4;

    private const int HeaderLength = 13;
    private const int ChunkFrame = 12;
    private const byte BitDepth = 1;
    private const byte White = 0xFF;

    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly uint[] Crcs = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    /// <summary>The image of a code.</summary>
    public static byte[] Of(QrCode code)
    {
        var side = code.Modules + 2 * Quiet;
        var compressed = QrDeflate.Of(Lines(code, side), side, Scale);
        var png = new byte[Signature.Length + ChunkFrame + HeaderLength + ChunkFrame + compressed.Length + ChunkFrame];
        Signature.CopyTo(png.AsSpan());
        Span<byte> header = stackalloc byte[HeaderLength];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, side * Scale);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], side * Scale);
        header[8] = BitDepth;
        var at = Signature.Length;
        at += Chunk("IHDR"u8, header, png.AsSpan(at));
        at += Chunk("IDAT"u8, compressed, png.AsSpan(at));
        Chunk("IEND"u8, [], png.AsSpan(at));
        return png;
    }

    /// <summary>One line of modules after the other, a byte each.</summary>
    private static byte[] Lines(QrCode code, int side)
    {
        var lines = new byte[side * side];
        lines.AsSpan().Fill(White);
        for (var y = 0; y < code.Modules; y++)
        {
            var line = lines.AsSpan((y + Quiet) * side + Quiet, code.Modules);
            var row = code.Row(y);
            for (var x = 0; x < line.Length; x++, row >>= 1)
                if (!UInt128.IsEvenInteger(row)) line[x] = 0;
        }
        return lines;
    }

    private static int Chunk(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content, Span<byte> target)
    {
        BinaryPrimitives.WriteInt32BigEndian(target, content.Length);
        name.CopyTo(target[4..]);
        content.CopyTo(target[8..]);
        BinaryPrimitives.WriteUInt32BigEndian(target[(8 + content.Length)..], Crc(target.Slice(4, 4 + content.Length)));
        return ChunkFrame + content.Length;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes) crc = Crcs[(byte)(crc ^ value)] ^ crc >> 8;
        return ~crc;
    }

    private static uint CrcOf(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB88320;
        return crc;
    }
}
