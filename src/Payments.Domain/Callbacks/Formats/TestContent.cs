using System.Globalization;

namespace Payments.Domain.Callbacks.Formats;

/// <summary>
/// What tests of callback addresses have in common. A test has the fields of a real callback, so that it takes the same way through the
/// shop, and none of a payment: its order number, status and money name a test, and its signature is none. Several shops take any signed
/// notice for payment; so nothing in it is signed, and a shop that checks signatures refuses it, which shows as well as a success that it
/// was reached.
/// </summary>
public static class TestContent
{
    /// <summary>The status of a test, where a callback says <c>TRADE_SUCCESS</c> or <c>completed</c>.</summary>
    public const string Status = "TEST";

    /// <summary>In the place of a signature: as long as one, and none. That a digest equals it is as likely as any other guess.</summary>
    public static readonly string NoSignature = new('0', 32);

    /// <summary>The order number of a test.</summary>
    public static string Number(DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture, $"TEST-{now.ToUnixTimeMilliseconds()}");
}
