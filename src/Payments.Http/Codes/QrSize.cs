namespace Payments.Http.Codes;

/// <summary>The sizes of QR codes at error correction level M, by ISO/IEC 18004: how much each holds, and how that is guarded.</summary>
internal sealed class QrSize
{
    /// <summary>The largest version that is made: 1,125 bytes of text in 125 by 125 modules.</summary>
    public const int MostVersion = 27;

    /// <summary>Versions up to this one count their text's bytes in one byte, others in two.</summary>
    private const int ShortCount = 9;

    private static readonly int[] GuardOfBlock =
        [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28];

    private static readonly int[] BlocksOf = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25];
    private static readonly QrSize[] All = [.. Enumerable.Range(1, MostVersion).Select(version => new QrSize(version))];

    private QrSize(int version)
    {
        Version = version;
        Modules = 17 + 4 * version;
        Blocks = BlocksOf[version - 1];
        Guard = GuardOfBlock[version - 1];
        Codewords = RawBits(version) / 8;
        DataCodewords = Codewords - Blocks * Guard;
    }

    /// <summary>From 1.</summary>
    public int Version { get; }

    /// <summary>Modules on a side.</summary>
    public int Modules { get; }

    /// <summary>Bytes of text and guard.</summary>
    public int Codewords { get; }

    /// <summary>Bytes of text, with its header.</summary>
    public int DataCodewords { get; }

    /// <summary>Blocks that are guarded apart.</summary>
    public int Blocks { get; }

    /// <summary>Bytes that guard a block.</summary>
    public int Guard { get; }

    /// <summary>Bits that count the text's bytes.</summary>
    public int CountBits => Version <= ShortCount ? 8 : 16;

    /// <summary>Where alignment patterns have their middles, along either side.</summary>
    public int[] Alignments
    {
        get
        {
            if (Version == 1) return [];
            var count = Version / 7 + 2;
            var step = (Version * 4 + count * 2 + 1) / (count * 2 - 2) * 2;
            return [6, .. Enumerable.Range(0, count - 1).Select(i => Modules - 7 - step * (count - 2 - i))];
        }
    }

    /// <summary>The smallest that holds so many bytes of text.</summary>
    /// <exception cref="ArgumentException">None does.</exception>
    public static QrSize For(int bytes)
    {
        foreach (var size in All)
            if (4 + size.CountBits + 8 * bytes <= 8 * size.DataCodewords) return size;
        throw new ArgumentException($"A text of {bytes} bytes is too long for a QR code.", nameof(bytes));
    }

    /// <summary>Modules that are left for text and guard.</summary>
    private static int RawBits(int version)
    {
        var bits = (16 * version + 128) * version + 64;
        if (version == 1) return bits;
        var alignments = version / 7 + 2;
        bits -= (25 * alignments - 10) * alignments - 55;
        return version < 7 ? bits : bits - 36;
    }
}
