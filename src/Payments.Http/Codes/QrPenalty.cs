using System.Numerics;

namespace Payments.Http.Codes;

/// <summary>How hard a QR code is to read, by the four rules of ISO/IEC 18004, a line at a time.</summary>
internal static class QrPenalty
{
    /// <summary>The sum of all rules.</summary>
    public static int Of<T>(ReadOnlySpan<T> rows, ReadOnlySpan<T> columns) where T : struct, IBinaryInteger<T>
    {
        var modules = rows.Length;
        var all = T.AllBitsSet >>> (int.CreateChecked(T.PopCount(T.AllBitsSet)) - modules);
        var (penalty, dark) = (0, 0);
        for (var i = 0; i < modules; i++)
        {
            penalty += OfLine(rows[i], ~rows[i] & all) + OfLine(columns[i], ~columns[i] & all);
            if (i + 1 < modules) penalty += 3 * Count(Blocks(rows[i], rows[i + 1]) & (all >>> 1));
            dark += Count(rows[i]);
        }
        // The nearest multiples of five percent, in steps of five from the half.
        var twentieths = dark * 20 / (modules * modules);
        return penalty + 10 * Math.Min(Math.Abs(twentieths - 10), Math.Abs(twentieths - 9));
    }

    private static int OfLine<T>(T dark, T light) where T : struct, IBinaryInteger<T> =>
        Runs(dark) + Runs(light) + 40 * Finders(dark, light);

    /// <summary>Five alike cost three, each further one costs one.</summary>
    private static int Runs<T>(T line) where T : struct, IBinaryInteger<T>
    {
        var fives = line & line >>> 1 & line >>> 2 & line >>> 3 & line >>> 4;
        return T.IsZero(fives) ? 0 : Count(fives) + 2 * Count(fives & ~(fives << 1));
    }

    /// <summary>What looks like a finder: dark, light, three dark, light, dark, and four light before or behind.</summary>
    private static int Finders<T>(T dark, T light) where T : struct, IBinaryInteger<T>
    {
        var finder = dark & light >>> 1 & dark >>> 2 & dark >>> 3 & dark >>> 4 & light >>> 5 & dark >>> 6;
        if (T.IsZero(finder)) return 0;
        var four = light & light >>> 1 & light >>> 2 & light >>> 3;
        return Count(finder & four >>> 7) + Count(four & finder >>> 4);
    }

    /// <summary>Where four modules in a square are alike, by the left one of the upper line.</summary>
    private static T Blocks<T>(T line, T below) where T : struct, IBinaryInteger<T>
    {
        var alike = ~(line ^ below);
        return ~(line ^ line >>> 1) & alike & alike >>> 1;
    }

    private static int Count<T>(T line) where T : struct, IBinaryInteger<T> => int.CreateTruncating(T.PopCount(line));
}
