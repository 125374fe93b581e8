namespace Payments.Http.Codes;

/// <summary>The modules of a QR code that say nothing of its text: finders, alignment, timing, version and format.</summary>
internal sealed class QrPatterns
{
    /// <summary>The row and the column of the timing patterns.</summary>
    public const int Timing = 6;

    private const int FormatGenerator = 0x537;
    private const int FormatMask = 0x5412;
    private const int VersionGenerator = 0x1F25;

    private readonly int modules;
    private readonly bool[,] taken;
    private readonly bool[,] dark;

    /// <summary>Draws them all; the format's place is kept free.</summary>
    public QrPatterns(QrSize size)
    {
        modules = size.Modules;
        (taken, dark) = (new bool[modules, modules], new bool[modules, modules]);
        for (var i = 0; i < modules; i++)
        {
            Set(Timing, i, i % 2 == 0);
            Set(i, Timing, i % 2 == 0);
        }
        foreach (var (x, y) in new[] { (3, 3), (modules - 4, 3), (3, modules - 4) }) DrawRings(x, y, 4, ring => ring is not (2 or 4));
        DrawAlignments(size.Alignments);
        if (size.Version >= 7) DrawVersion(size.Version);
        DrawFormat(0);
    }

    /// <summary>Whether a module is one of theirs.</summary>
    public bool IsTaken(int x, int y) => taken[x, y];

    /// <summary>Whether a module is one of theirs and dark.</summary>
    public bool IsDark(int x, int y) => dark[x, y];

    /// <summary>Writes error correction level M and a mask, twice.</summary>
    public void DrawFormat(int mask)
    {
        var bits = (mask << 10 | Remainder(mask, 10, FormatGenerator)) ^ FormatMask;
        for (var i = 0; i < 15; i++)
        {
            var bit = (bits >> i & 1) != 0;
            // Around the finder at the top left, past the timing patterns …
            Set(i < 8 ? 8 : i == 8 ? 7 : 14 - i, i < 6 ? i : i < 8 ? i + 1 : 8, bit);
            // … and along the two others.
            Set(i < 8 ? modules - 1 - i : 8, i < 8 ? 8 : modules - 15 + i, bit);
        }
        Set(8, modules - 8, true);
    }

    private void DrawVersion(int version)
    {
        var bits = version << 12 | Remainder(version, 12, VersionGenerator);
        for (var i = 0; i < 18; i++)
        {
            var (far, near) = (modules - 11 + i % 3, i / 3);
            Set(far, near, (bits >> i & 1) != 0);
            Set(near, far, (bits >> i & 1) != 0);
        }
    }

    private void DrawAlignments(int[] middles)
    {
        foreach (var x in middles)
        {
            foreach (var y in middles)
            {
                var isFinder = x == middles[0] && (y == middles[0] || y == middles[^1]) || x == middles[^1] && y == middles[0];
                if (!isFinder) DrawRings(x, y, 2, ring => ring != 1);
            }
        }
    }

    /// <summary>Squares around a middle, as far as they are within the code.</summary>
    private void DrawRings(int middleX, int middleY, int rings, Func<int, bool> isDark)
    {
        for (var dy = -rings; dy <= rings; dy++)
        {
            for (var dx = -rings; dx <= rings; dx++)
            {
                var (x, y) = (middleX + dx, middleY + dy);
                if (x >= 0 && x < modules && y >= 0 && y < modules) Set(x, y, isDark(Math.Max(Math.Abs(dx), Math.Abs(dy))));
            }
        }
    }

    private void Set(int x, int y, bool isDark) => (taken[x, y], dark[x, y]) = (true, isDark);

    /// <summary>The check bits of a number, by division of polynomials over two elements.</summary>
    private static int Remainder(int value, int degree, int generator)
    {
        for (var i = 0; i < degree; i++) value = value << 1 ^ (value >> (degree - 1) & 1) * generator;
        return value & ((1 << degree) - 1);
    }
}
