using System.Globalization;
using Payments.Domain.Orders;

namespace Payments.Domain.Callbacks.Formats;

/// <summary>EPay's callback: signed parameters, by POST as a form or by GET as the query.</summary>
/// <remarks>Real shops hear one, the other or both (docs/faces.md).</remarks>
public sealed class EpayCallback : ICallbackFormat
{
    private static readonly string[] Both = ["GET", "POST"];

    /// <inheritdoc />
    public Face Face => Face.Epay;

    /// <inheritdoc />
    public string Name => "epay";

    /// <inheritdoc />
    public CallbackForm Form => CallbackForm.EpayParameters;

    /// <inheritdoc />
    public string ContentType => "application/x-www-form-urlencoded";

    /// <inheritdoc />
    public IReadOnlyList<string> Methods => Both;

    /// <inheritdoc />
    public bool TellsEveryStatus => false;

    /// <inheritdoc />
    public IReadOnlyList<string> MethodsOf(NotifyMethod setting, NotifyMethod? learned) => setting switch
    {
        NotifyMethod.Get => ["GET"],
        NotifyMethod.Post => ["POST"],
        NotifyMethod.Auto => learned == NotifyMethod.Get ? ["GET", "POST"] : ["POST", "GET"],
        _ => throw new ArgumentOutOfRangeException(nameof(setting), setting, "Unknown notify method."),
    };

    /// <inheritdoc />
    public CallbackContent Compose(Order order, OutboxEntry entry, string secret, DateTimeOffset now, long? head = null) =>
        new(CallbackUrl.Encode(EpayParameters.Of(order, secret)));

    /// <inheritdoc />
    public CallbackContent Renew(CallbackContent content, CallbackKeys keys, DateTimeOffset now) =>
        content with { Payload = EpayParameters.Renew(content.Payload, keys.Secret) };

    /// <inheritdoc />
    public CallbackContent Test(long pid, DateTimeOffset now)
    {
        var number = TestContent.Number(now);
        return new(CallbackUrl.Encode(
        [
            new("pid", pid.ToString(CultureInfo.InvariantCulture)),
            new("trade_no", number),
            new("out_trade_no", number),
            new("type", "test"),
            new("name", "callback test"),
            new("money", "0"),
            new("trade_status", TestContent.Status),
            new("test", "1"),
            new("sign", TestContent.NoSignature),
            new("sign_type", "MD5"),
        ]));
    }

    /// <inheritdoc />
    public string? ErrorOf(int statusCode, string body) => SuccessWord.ErrorOf(statusCode, body);

    /// <inheritdoc />
    public string? ReturnQuery(Order order, string secret) => CallbackUrl.Encode(EpayParameters.Of(order, secret));
}
