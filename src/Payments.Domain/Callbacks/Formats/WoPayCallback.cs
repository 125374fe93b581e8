using System.Text.Json;
using Payments.Domain.Orders;
using Payments.Domain.Signatures;

namespace Payments.Domain.Callbacks.Formats;

/// <summary>WoPay's webhook: a JSON body by POST, signed in headers; every change of the payment's status is told.</summary>
/// <remarks>
/// Beside the document's headers stand those of Standard Webhooks, for receivers that use its libraries. The body never changes from
/// attempt to attempt; the signatures are of the attempt's time and of the secrets in force then.
/// </remarks>
/// <param name="face">The face whose orders go out in this form: WoPay's, or one whose document has no callback of its own.</param>
/// <param name="name">That face's name in the set-up API.</param>
public sealed class WoPayCallback(Face face, string name) : ICallbackFormat
{
    private const string WoPaySignature = "X-WoPay-Signature";
    private const string WoPayId = "X-WoPay-Webhook-Id";
    private const string StandardId = "webhook-id";
    private const string StandardTime = "webhook-timestamp";
    private const string StandardSignature = "webhook-signature";

    private static readonly string[] Post = ["POST"];

    /// <inheritdoc />
    public Face Face => face;

    /// <inheritdoc />
    public string Name => name;

    /// <inheritdoc />
    public CallbackForm Form => CallbackForm.Json;

    /// <inheritdoc />
    public string ContentType => "application/json";

    /// <inheritdoc />
    public IReadOnlyList<string> Methods => Post;

    /// <inheritdoc />
    public bool TellsEveryStatus => true;

    /// <inheritdoc />
    public IReadOnlyList<string> MethodsOf(NotifyMethod setting, NotifyMethod? learned) => Post;

    /// <inheritdoc />
    /// <remarks>The status is the entry's: what the order became meanwhile, a later callback tells.</remarks>
    public CallbackContent Compose(Order order, OutboxEntry entry, string secret, DateTimeOffset now, long? head = null)
    {
        if (PaymentStatus.Of(entry) == PaymentStatus.Completed && PaymentStatus.Of(order) != PaymentStatus.Completed)
            throw new InvalidOperationException($"Order {order.Id} is {order.Status}: nothing signed may call it completed.");
        return Sign(WoPayBody.Of(order, entry, now, head), WebhookId.Of(order.Id, entry.Number), new CallbackKeys(secret), now);
    }

    /// <inheritdoc />
    /// <remarks>Only the time and the signatures are made afresh: a receiver of Standard Webhooks refuses an old time.</remarks>
    public CallbackContent Renew(CallbackContent content, CallbackKeys keys, DateTimeOffset now) =>
        content.Headers.TryGetValue(WoPayId, out var id) ? Sign(content.Payload, id, keys, now) : content;

    /// <inheritdoc />
    public CallbackContent Test(long pid, DateTimeOffset now)
    {
        var number = TestContent.Number(now);
        return new(JsonSerializer.Serialize(new
        {
            event_type = TestContent.Status,
            timestamp = WoPayBody.Time(now),
            test = true,
            data = new { order_id = number, amount = "0" },
        }));
    }

    /// <summary>What an endpoint is told of an event; signed with the endpoint's secret when it is sent.</summary>
    /// <param name="order">The order.</param>
    /// <param name="entry">The event.</param>
    /// <param name="now">The time of the report.</param>
    /// <param name="head">The height of the payment's chain; null where it is not known.</param>
    public static CallbackContent Event(Order order, OutboxEntry entry, DateTimeOffset now, long? head) =>
        Unsigned(WoPayBody.Of(order, entry, now, head), WebhookId.Of(order.Id, entry.Number, isEvent: true));

    /// <summary>What an endpoint is told of something that is no order's; signed when it is sent.</summary>
    /// <param name="eventType">The event's name.</param>
    /// <param name="data">A JSON object.</param>
    /// <param name="id">The webhook's id.</param>
    /// <param name="now">The present.</param>
    /// <param name="sequence">Its number among the events of what it is about; null where each stands alone.</param>
    public static CallbackContent Notice(string eventType, string data, string id, DateTimeOffset now, int? sequence = null) =>
        Unsigned(WoPayBody.Notice(eventType, data, now, sequence), id);

    private static CallbackContent Unsigned(string body, string id) => new(body, new Dictionary<string, string> { [WoPayId] = id });

    /// <summary>A test that is really signed: an event's name and the caller's own data, marked as a test.</summary>
    /// <param name="eventType">The name.</param>
    /// <param name="data">A JSON object without a <c>payment_id</c> and a <c>status</c>, which the caller has checked.</param>
    /// <param name="id">The webhook's id.</param>
    /// <param name="keys">The secrets.</param>
    /// <param name="now">The present.</param>
    public static CallbackContent SignedTest(string eventType, string data, string id, CallbackKeys keys, DateTimeOffset now) =>
        Sign(WoPayBody.Test(eventType, data, now), id, keys, now);

    /// <inheritdoc />
    /// <remarks>As with most webhooks: whatever a 2xx says is heard, its body is nobody's business.</remarks>
    public string? ErrorOf(int statusCode, string body) =>
        statusCode is >= 200 and < 300 ? null : $"HTTP {statusCode}: expected a status from 200 to 299";

    /// <inheritdoc />
    /// <remarks>The document has no return URL.</remarks>
    public string? ReturnQuery(Order order, string secret)
    {
        CompletedOnly.Require(order);
        return null;
    }

    private static CallbackContent Sign(string body, string id, CallbackKeys keys, DateTimeOffset now)
    {
        var headers = new Dictionary<string, string>
        {
            [WoPaySignature] = WebhookSignature.OfBody(body, keys.Secret),
            [WoPayId] = id,
            [StandardId] = id,
            [StandardTime] = WebhookSignature.Timestamp(now),
            [StandardSignature] = WebhookSignature.Standard(id, now, body, keys.All),
        };
        return new CallbackContent(body, headers);
    }
}
