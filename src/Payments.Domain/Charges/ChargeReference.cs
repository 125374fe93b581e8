using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Payments.Domain.Identity;

namespace Payments.Domain.Charges;

/// <summary>
/// Our own number of a charge at its provider: the order's 128 bits in 26 digits of base 32 (<c>a</c> to <c>z</c>, <c>2</c> to <c>7</c>),
/// <c>_</c>, and the number of the charge within the order, from 1 to <see cref="Last"/>. At most 29 characters of letters, digits and
/// <c>_</c>, which every provider takes; it names its order, so that no index is needed to find it.
/// </summary>
/// <param name="Order">The order.</param>
/// <param name="Number">The charge's number within the order.</param>
public readonly record struct ChargeReference(OrderId Order, int Number)
{
    /// <summary>The highest number, and so the most charges that one order may have.</summary>
    public const int Last = 32;

    private const string Digits = "abcdefghijklmnopqrstuvwxyz234567";
    private const int Length = 26;

    /// <summary>Reads a reference. Only the one spelling of each is taken, so that two texts never name one charge.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ChargeReference reference)
    {
        reference = default;
        if (text is not { Length: > Length + 1 and <= Length + 3 } || text[Length] != '_') return false;
        if (!int.TryParse(text.AsSpan(Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        if (number is < 1 or > Last || text[Length + 1] == '0') return false;
        UInt128 bits = 0;
        for (var i = 0; i < Length; i++)
        {
            var digit = Digits.IndexOf(text[i]);
            // 26 digits carry 130 bits: the first one has three.
            if (digit < 0 || i == 0 && digit > 7) return false;
            bits = (bits << 5) | (uint)digit;
        }
        reference = new ChargeReference(new OrderId(bits.ToString("x32", CultureInfo.InvariantCulture)), number);
        return true;
    }

    /// <inheritdoc />
    public override string ToString()
    {
        var bits = UInt128.Parse(Order.Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        Span<char> digits = stackalloc char[Length];
        for (var i = Length - 1; i >= 0; i--, bits >>= 5) digits[i] = Digits[(int)(bits & 31)];
        return string.Create(CultureInfo.InvariantCulture, $"{digits}_{Number}");
    }
}
