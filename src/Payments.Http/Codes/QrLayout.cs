using System.Numerics;

namespace Payments.Http.Codes;

/// <summary>
/// What all QR codes of one size have in common, and how the bytes of one are drawn. Rows and columns are numbers, a bit for each module.
/// </summary>
/// <typeparam name="T">Holds a row.</typeparam>
internal sealed class QrLayout<T> where T : struct, IBinaryInteger<T>
{
    private const int Masks = 8;

    private static readonly QrLayout<T>?[] Known = new QrLayout<T>?[QrSize.MostVersion + 1];

    private readonly int modules;
    private readonly (byte X, byte Y)[] places;
    private readonly T[][] maskRows = new T[Masks][];
    private readonly T[][] maskColumns = new T[Masks][];
    private readonly T[][] fixedRows = new T[Masks][];
    private readonly T[][] fixedColumns = new T[Masks][];

    private QrLayout(QrSize size)
    {
        modules = size.Modules;
        var patterns = new QrPatterns(size);
        places = [.. Places(patterns)];
        for (var mask = 0; mask < Masks; mask++)
        {
            patterns.DrawFormat(mask);
            (maskRows[mask], maskColumns[mask]) = Lines((x, y) => !patterns.IsTaken(x, y) && Flips(mask, x, y));
            (fixedRows[mask], fixedColumns[mask]) = Lines(patterns.IsDark);
        }
    }

    /// <summary>The layout of a size, made once; two at the same time are alike.</summary>
    public static QrLayout<T> Of(QrSize size) => Known[size.Version] ??= new QrLayout<T>(size);

    /// <summary>Draws bytes under the mask that scanners read best.</summary>
    /// <returns>The rows.</returns>
    public T[] Draw(ReadOnlySpan<byte> codewords)
    {
        var (rows, columns) = (new T[modules], new T[modules]);
        for (var i = 0; i < codewords.Length * 8; i++)
        {
            if ((codewords[i >> 3] >> (7 - (i & 7)) & 1) == 0) continue;
            var (x, y) = places[i];
            rows[y] |= T.One << x;
            columns[x] |= T.One << y;
        }
        var (best, tried, across) = (new T[modules], new T[modules], new T[modules]);
        var least = int.MaxValue;
        for (var mask = 0; mask < Masks; mask++)
        {
            for (var i = 0; i < modules; i++)
            {
                tried[i] = rows[i] ^ maskRows[mask][i] | fixedRows[mask][i];
                across[i] = columns[i] ^ maskColumns[mask][i] | fixedColumns[mask][i];
            }
            var penalty = QrPenalty.Of<T>(tried, across);
            if (penalty >= least) continue;
            least = penalty;
            (best, tried) = (tried, best);
        }
        return best;
    }

    private (T[] Rows, T[] Columns) Lines(Func<int, int, bool> isDark)
    {
        var (rows, columns) = (new T[modules], new T[modules]);
        for (var y = 0; y < modules; y++)
        {
            for (var x = 0; x < modules; x++)
            {
                if (!isDark(x, y)) continue;
                rows[y] |= T.One << x;
                columns[x] |= T.One << y;
            }
        }
        return (rows, columns);
    }

    /// <summary>
    /// Where the bits go: in double columns from the right, upwards and downwards in turns, past the patterns and the timing column.
    /// </summary>
    private IEnumerable<(byte X, byte Y)> Places(QrPatterns patterns)
    {
        var isUpwards = true;
        for (var right = modules - 1; right > 0; right -= 2, isUpwards = !isUpwards)
        {
            if (right == QrPatterns.Timing) right--;
            for (var step = 0; step < modules; step++)
            {
                var y = isUpwards ? modules - 1 - step : step;
                if (!patterns.IsTaken(right, y)) yield return ((byte)right, (byte)y);
                if (!patterns.IsTaken(right - 1, y)) yield return ((byte)(right - 1), (byte)y);
            }
        }
    }

    private static bool Flips(int mask, int x, int y) => mask switch
    {
        0 => (x + y) % 2 == 0,
        1 => y % 2 == 0,
        2 => x % 3 == 0,
        3 => (x + y) % 3 == 0,
        4 => (x / 3 + y / 2) % 2 == 0,
        5 => x * y % 2 + x * y % 3 == 0,
        6 => (x * y % 2 + x * y % 3) % 2 == 0,
        7 => ((x + y) % 2 + x * y % 3) % 2 == 0,
        _ => throw new ArgumentOutOfRangeException(nameof(mask), mask, "There are eight masks."),
    };
}
