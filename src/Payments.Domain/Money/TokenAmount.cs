using System.Globalization;
using System.Numerics;

namespace Payments.Domain.Money;

/// <summary>Exact conversions between a token's atomic units and its decimal text.</summary>
public static class TokenAmount
{
    /// <summary>The largest number of decimals a token may have here; ten to this power still fits <see cref="UInt128"/>.</summary>
    public const int MaxDecimals = 36;

    /// <summary>Ten to the power of <paramref name="decimals"/>.</summary>
    public static UInt128 Scale(int decimals)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, MaxDecimals);
        var scale = UInt128.One;
        for (var i = 0; i < decimals; i++) scale *= 10;
        return scale;
    }

    /// <summary>The shortest decimal text without trailing zeros: 15670000 units of 6 decimals are <c>15.67</c>.</summary>
    public static string Format(UInt128 units, int decimals)
    {
        var digits = units.ToString(CultureInfo.InvariantCulture);
        if (decimals == 0) return digits;
        digits = digits.PadLeft(decimals + 1, '0');
        var fraction = digits[^decimals..].TrimEnd('0');
        return fraction.Length == 0 ? digits[..^decimals] : $"{digits[..^decimals]}.{fraction}";
    }

    /// <summary>Reads a plain decimal text (digits and one point); false for signs, exponents, more decimals than the token has, or overflow.</summary>
    public static bool TryParse(string text, int decimals, out UInt128 units)
    {
        units = 0;
        if (!PlainDecimal.TrySplit(text, out var whole, out var fraction) || fraction.Length > decimals) return false;
        return UInt128.TryParse(whole + fraction.PadRight(decimals, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out units);
    }

    /// <summary>
    /// The units that pay <paramref name="money"/> at <paramref name="rate"/> units of fiat for one token, rounded up to a
    /// multiple of <paramref name="step"/>. Exact: the quotient is formed over whole numbers.
    /// </summary>
    /// <exception cref="OverflowException">The amount does not fit 128 bits.</exception>
    public static UInt128 FromMoney(decimal money, decimal rate, int decimals, UInt128 step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(money);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        ArgumentOutOfRangeException.ThrowIfZero(step);
        var (moneyDigits, moneyScale) = Split(money);
        var (rateDigits, rateScale) = Split(rate);
        var numerator = moneyDigits * BigInteger.Pow(10, rateScale + decimals);
        var denominator = rateDigits * BigInteger.Pow(10, moneyScale) * (BigInteger)step;
        var steps = BigInteger.DivRem(numerator, denominator, out var rest);
        if (!rest.IsZero) steps++;
        return (UInt128)(steps * (BigInteger)step);
    }

    /// <summary>An amount in atomic units, rounded up to a whole one: a bound to compare with, which may be beyond 128 bits.</summary>
    public static BigInteger Bound(decimal amount, int decimals)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        var (digits, scale) = Split(amount);
        var units = BigInteger.DivRem(digits * BigInteger.Pow(10, decimals), BigInteger.Pow(10, scale), out var rest);
        return rest.IsZero ? units : units + 1;
    }

    /// <summary>The part of an amount that <paramref name="missing"/> is of <paramref name="asked"/>, rounded up to a multiple of <paramref name="step"/>.</summary>
    /// <exception cref="OverflowException">The amount does not fit 128 bits.</exception>
    public static UInt128 Share(UInt128 whole, UInt128 missing, UInt128 asked, UInt128 step)
    {
        ArgumentOutOfRangeException.ThrowIfZero(asked);
        ArgumentOutOfRangeException.ThrowIfZero(step);
        var steps = BigInteger.DivRem((BigInteger)whole * missing, (BigInteger)asked * step, out var rest);
        if (!rest.IsZero) steps++;
        return (UInt128)(steps * step);
    }

    /// <summary>So many percent of an amount, rounded down. The percentage has two decimals at most.</summary>
    public static UInt128 Percent(UInt128 units, decimal percent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100m);
        return (UInt128)((BigInteger)units * (int)(percent * 100) / 10_000);
    }

    private static (BigInteger Digits, int Scale) Split(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var digits = new BigInteger((uint)bits[2]) << 64 | new BigInteger((uint)bits[1]) << 32 | (uint)bits[0];
        return (digits, (bits[3] >> 16) & 0xFF);
    }
}
