using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Payments.Domain.Identity;

namespace Payments.Domain.Charges;

/// <summary>
/// Our own number of a charge at its provider: the order's 26 digits (<see cref="OrderDigits"/>), <c>_</c>, and the number of the charge
/// within the order, from 1 to <see cref="Last"/>. At most 29 characters of letters, digits and <c>_</c>, which every provider takes; it
/// names its order, so that no index is needed to find it.
/// </summary>
/// <param name="Order">The order.</param>
/// <param name="Number">The charge's number within the order.</param>
public readonly record struct ChargeReference(OrderId Order, int Number)
{
    /// <summary>The highest number, and so the most charges that one order may have.</summary>
    public const int Last = 32;

    /// <summary>Reads a reference. Only the one spelling of each is taken, so that two texts never name one charge.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ChargeReference reference)
    {
        reference = default;
        const int length = OrderDigits.Length;
        if (text is not { Length: > length + 1 and <= length + 3 } || text[length] != '_') return false;
        if (!int.TryParse(text.AsSpan(length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        if (number is < 1 or > Last || text[length + 1] == '0' || !OrderDigits.TryRead(text, out var order)) return false;
        reference = new ChargeReference(order, number);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{OrderDigits.Of(Order)}_{Number}");
}
