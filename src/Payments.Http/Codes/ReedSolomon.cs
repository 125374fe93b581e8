namespace Payments.Http.Codes;

/// <summary>The guard of QR codes: remainders of polynomials over the field of 256 elements by x⁸+x⁴+x³+x²+1.</summary>
internal static class ReedSolomon
{
    private const int Field = 0x11D;
    private const int Order = 255;

    private static readonly byte[] Powers = new byte[2 * Order];
    private static readonly byte[] Logarithms = new byte[Order + 1];
    private static readonly byte[]?[] Divisors = new byte[]?[Order];

    static ReedSolomon()
    {
        for (int power = 0, value = 1; power < Order; power++)
        {
            Powers[power] = Powers[power + Order] = (byte)value;
            Logarithms[value] = (byte)power;
            value <<= 1;
            if (value > Order) value ^= Field;
        }
    }

    /// <summary>Writes the guard of a block, as many bytes as there is room for.</summary>
    public static void Guard(ReadOnlySpan<byte> block, Span<byte> guard)
    {
        var divisor = Divisors[guard.Length] ??= Divisor(guard.Length);
        guard.Clear();
        foreach (var value in block)
        {
            var factor = (byte)(value ^ guard[0]);
            guard[1..].CopyTo(guard);
            guard[^1] = 0;
            if (factor == 0) continue;
            var logarithm = Logarithms[factor];
            for (var i = 0; i < guard.Length; i++) guard[i] ^= Powers[logarithm + divisor[i]];
        }
    }

    /// <summary>Logarithms of the coefficients of (x-1)(x-2)(x-4)…, the highest power left out. None of them is zero.</summary>
    private static byte[] Divisor(int degree)
    {
        var coefficients = new byte[degree];
        coefficients[^1] = 1;
        for (var power = 0; power < degree; power++)
        {
            for (var i = 0; i < degree; i++)
            {
                coefficients[i] = Times(coefficients[i], power);
                if (i + 1 < degree) coefficients[i] ^= coefficients[i + 1];
            }
        }
        return [.. coefficients.Select(coefficient => Logarithms[coefficient])];
    }

    private static byte Times(byte value, int power) => value == 0 ? (byte)0 : Powers[Logarithms[value] + power];
}
