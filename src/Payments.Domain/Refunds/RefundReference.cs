using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Payments.Domain.Identity;

namespace Payments.Domain.Refunds;

/// <summary>
/// Our own number of a refund at its provider: the order's 26 digits (<see cref="OrderDigits"/>), <c>_r</c>, and the number of the refund
/// within the order, from 1 to <see cref="Last"/>. It names its order, so that a notice needs no index, and is no charge's number.
/// </summary>
/// <param name="Order">The order.</param>
/// <param name="Number">The refund's number within the order.</param>
public readonly record struct RefundReference(OrderId Order, int Number)
{
    /// <summary>The highest number, and so the most refunds that one order may have: WeChat Pay takes so many of a payment.</summary>
    public const int Last = 50;

    private const string Mark = "_r";

    /// <summary>Reads a reference. Only the one spelling of each is taken, so that two texts never name one refund.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RefundReference reference)
    {
        reference = default;
        const int head = OrderDigits.Length + 2;
        if (text is not { Length: > head and <= head + 2 } || !text.AsSpan(OrderDigits.Length).StartsWith(Mark)) return false;
        if (!int.TryParse(text.AsSpan(head), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        if (number is < 1 or > Last || text[head] == '0' || !OrderDigits.TryRead(text, out var order)) return false;
        reference = new RefundReference(order, number);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{OrderDigits.Of(Order)}{Mark}{Number}");
}
