using System.Globalization;
using Payments.Domain.Charges;
using Payments.Domain.Identity;

namespace Payments.Domain.Sharing;

/// <summary>
/// Our own numbers of what is asked of a provider about shares, the same for every try: the order's 26 digits
/// (<see cref="OrderDigits"/>), a mark, and a number. Providers keep numbers of shares, their returns and releases apart from those of
/// charges and refunds, and the marks keep them apart here.
/// </summary>
public static class ShareNumbers
{
    /// <summary>All shares of a charge, asked for in one request.</summary>
    /// <param name="charge">The charge.</param>
    public static string OfShares(ChargeReference charge) => Of(charge.Order, "_s", charge.Number);

    /// <summary>The release of what is left of a charge.</summary>
    /// <param name="charge">The charge.</param>
    public static string OfRelease(ChargeReference charge) => Of(charge.Order, "_u", charge.Number);

    /// <summary>The return of a share.</summary>
    /// <param name="order">The order.</param>
    /// <param name="number">The return's number within the order.</param>
    public static string OfReturn(OrderId order, int number) => Of(order, "_b", number);

    private static string Of(OrderId order, string mark, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{OrderDigits.Of(order)}{mark}{number}");
}
