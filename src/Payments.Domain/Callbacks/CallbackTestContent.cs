using System.Globalization;
using System.Text.Json;

namespace Payments.Domain.Callbacks;

/// <summary>
/// What a test of a callback address says. It has the fields of a real callback, so that it takes the same way through the shop, and none of a payment: its order
/// number, status and money name a test, and its signature is none. Several shops take any signed notice for payment; so nothing here is signed, and a shop that checks
/// signatures refuses it, which shows as well as a success that it was reached.
/// </summary>
public static class CallbackTestContent
{
    /// <summary>The status of a test, where a callback says <c>TRADE_SUCCESS</c> or <c>completed</c>.</summary>
    public const string Status = "TEST";

    /// <summary>In the place of a signature: as long as one, and none. That a digest comes out so is as likely as any other guess.</summary>
    private static readonly string NoSignature = new('0', 32);

    /// <summary>The payload of a test.</summary>
    /// <param name="form">The wire form.</param>
    /// <param name="pid">The merchant's number.</param>
    /// <param name="now">Makes the order numbers of tests differ.</param>
    public static string Of(CallbackForm form, long pid, DateTimeOffset now)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"TEST-{now.ToUnixTimeMilliseconds()}");
        return form switch
        {
            CallbackForm.EpayParameters => CallbackUrl.Encode(
            [
                new("pid", pid.ToString(CultureInfo.InvariantCulture)), new("trade_no", number), new("out_trade_no", number), new("type", "test"), new("name", "callback test"),
                new("money", "0"), new("trade_status", Status), new("test", "1"), new("sign", NoSignature), new("sign_type", "MD5"),
            ]),
            CallbackForm.Json => JsonSerializer.Serialize(new
            {
                trade_no = number,
                out_trade_no = number,
                amount = 0,
                actual_amount = 0,
                coin_type = "test",
                status = Status,
                test = true,
                sign = NoSignature,
                sign_type = "MD5",
            }),
            _ => throw new ArgumentOutOfRangeException(nameof(form), form, "Unknown form."),
        };
    }
}
