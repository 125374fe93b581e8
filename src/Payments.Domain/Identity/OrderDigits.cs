using System.Globalization;

namespace Payments.Domain.Identity;

/// <summary>
/// An order's 128 bits in 26 digits of base 32 (<c>a</c> to <c>z</c>, <c>2</c> to <c>7</c>): the beginning of every number of ours at
/// providers, which take letters, digits and <c>_</c> and no more than some thirty of them.
/// </summary>
public static class OrderDigits
{
    /// <summary>Digits of an order.</summary>
    public const int Length = 26;

    private const string Digits = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>An order's digits.</summary>
    public static string Of(OrderId order)
    {
        var bits = UInt128.Parse(order.Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        Span<char> digits = stackalloc char[Length];
        for (var i = Length - 1; i >= 0; i--, bits >>= 5) digits[i] = Digits[(int)(bits & 31)];
        return new string(digits);
    }

    /// <summary>Reads the order that a text begins with; false where it begins with none.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out OrderId order)
    {
        order = default;
        if (text.Length < Length) return false;
        UInt128 bits = 0;
        for (var i = 0; i < Length; i++)
        {
            var digit = Digits.IndexOf(text[i]);
            // 26 digits carry 130 bits: the first one has three.
            if (digit < 0 || i == 0 && digit > 7) return false;
            bits = (bits << 5) | (uint)digit;
        }
        order = new OrderId(bits.ToString("x32", CultureInfo.InvariantCulture));
        return true;
    }
}
