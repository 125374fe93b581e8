using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Payments.Domain.Merchants;

/// <summary>A logo that was uploaded: what it is follows from its content, never from what the sender called it.</summary>
/// <param name="File">The file under which it is kept and served: its SHA-256 with the extension of its kind.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
public sealed record LogoImage(string File, int Width, int Height)
{
    /// <summary>The largest file, in bytes.</summary>
    public const int Limit = 128 << 10;

    /// <summary>The least pixels of a side.</summary>
    public const int LeastSide = 16;

    /// <summary>The most pixels of a side: a small file may be an image that fills a browser's memory.</summary>
    public const int MostSide = 1024;

    private const string Png = "png";
    private const string Jpeg = "jpg";

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>Reads a file.</summary>
    /// <returns>The logo, or why it is none.</returns>
    public static (LogoImage? Logo, string? Error) Read(ReadOnlySpan<byte> file)
    {
        if (file.Length > Limit) return (null, $"at most {Limit >> 10} KiB");
        var kind = file.StartsWith(PngSignature) ? Png : file.Length > 3 && file[0] == 0xff && file[1] == 0xd8 ? Jpeg : null;
        if (kind is null) return (null, "expected a PNG or JPEG file");
        if ((kind == Png ? PngSize(file) : JpegSize(file)) is not { } size)
            return (null, kind == Png ? "is no whole PNG file" : "is no whole JPEG file");
        if (Math.Min(size.Width, size.Height) < LeastSide || Math.Max(size.Width, size.Height) > MostSide)
            return (null, $"expected {LeastSide} to {MostSide} pixels each way; it has {size.Width} x {size.Height}");
        return (new LogoImage($"{Convert.ToHexStringLower(SHA256.HashData(file))}.{kind}", size.Width, size.Height), null);
    }

    /// <summary>The media type of a file; null where its name is none of a logo's.</summary>
    public static string? TypeOf(string file)
    {
        var dot = file.IndexOf('.');
        if (dot != 2 * SHA256.HashSizeInBytes || file.AsSpan(0, dot).IndexOfAnyExcept("0123456789abcdef") >= 0) return null;
        return file[(dot + 1)..] switch { Png => "image/png", Jpeg => "image/jpeg", _ => null };
    }

    /// <summary>Every chunk is whole, the header is the first and the end the last.</summary>
    private static (int Width, int Height)? PngSize(ReadOnlySpan<byte> file)
    {
        const int frame = 12;
        (int, int)? size = null;
        for (var rest = file[PngSignature.Length..]; rest.Length >= frame;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - frame) return null;
            var type = rest.Slice(4, 4);
            var content = rest.Slice(8, (int)length);
            rest = rest[(frame + (int)length)..];
            if (size is null)
            {
                if (!type.SequenceEqual("IHDR"u8) || length != 13) return null;
                size = (Side(BinaryPrimitives.ReadUInt32BigEndian(content)), Side(BinaryPrimitives.ReadUInt32BigEndian(content[4..])));
            }
            else if (type.SequenceEqual("IEND"u8)) return rest.IsEmpty ? size : null;
        }
        return null;
    }

    /// <summary>Segments up to the frame that says the size; the file ends as one does.</summary>
    private static (int Width, int Height)? JpegSize(ReadOnlySpan<byte> file)
    {
        if (file[^2] != 0xff || file[^1] != 0xd9) return null;
        for (var at = 2; at + 9 < file.Length;)
        {
            var marker = file[at + 1];
            if (file[at] != 0xff || marker is 0 or 0xff or 0xd9 or 0xda) return null;
            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            // Frames of every coding but the differential ones; among their numbers are three that are no frames.
            if (marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc))
                return (BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]));
            if (length < 2) return null;
            at += 2 + length;
        }
        return null;
    }

    private static int Side(uint side) => (int)Math.Min(side, int.MaxValue);
}
