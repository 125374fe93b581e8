using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Payments.Domain.Charges;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Domain.Signatures;

namespace Payments.Domain.Callbacks.Formats;

/// <summary>188Pay's callback: a signed JSON body by POST.</summary>
/// <remarks>Receivers print its numbers again before they check the signature, hence the forms of <see cref="CallbackNumber"/>.</remarks>
public sealed class Pay188Callback : ICallbackFormat
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Post = ["POST"];

    /// <inheritdoc />
    public Face Face => Face.Pay188;

    /// <inheritdoc />
    public string Name => "188pay";

    /// <inheritdoc />
    public CallbackForm Form => CallbackForm.Json;

    /// <inheritdoc />
    public string ContentType => "application/json";

    /// <inheritdoc />
    public IReadOnlyList<string> Methods => Post;

    /// <inheritdoc />
    public bool TellsEveryStatus => false;

    /// <inheritdoc />
    public IReadOnlyList<string> MethodsOf(NotifyMethod setting, NotifyMethod? learned) => Post;

    /// <inheritdoc />
    /// <remarks>
    /// Of the order's money only what is final; of an order that was completed by hand all of it. The document has no field for that.
    /// </remarks>
    public CallbackContent Compose(Order order, OutboxEntry entry, string secret, DateTimeOffset now, long? head = null)
    {
        CompletedOnly.Require(order);
        var facts = PaymentFacts.Of(order);
        var charge = ShownCharge.PaidOf(order);
        if (facts is null && charge is null && order.Manual is null)
            throw new InvalidOperationException($"Order {order.Id} is completed without a quote.");
        var counted = order.Transfers.LastOrDefault(transfer => transfer.Confirmed && facts!.Quote.Takes(transfer.Transfer));
        var values = new List<(string Name, string? Text, bool IsNumber)>
        {
            ("trade_no", order.Id.Value, false),
            ("out_trade_no", order.Number, false),
            ("amount", CallbackNumber.Shortest(order.Terms.MoneyText), true),
            ("actual_amount", ActualAmount(order, facts, charge), true),
            ("coin_type", order.Terms.Type ?? CoinOf(facts, charge), false),
            ("status", "completed", false),
            ("tx_hash", charge is null ? counted?.Transfer.Transaction : charge.Transaction, false),
        };
        var sign = Pay188Signature.Sign(values.Select(value => new KeyValuePair<string, string?>(value.Name, value.Text)), secret);
        return new(Json(values, sign));
    }

    /// <inheritdoc />
    /// <remarks>The signature is replaced in the text itself, so that every number stays as it was written.</remarks>
    public CallbackContent Renew(CallbackContent content, CallbackKeys keys, DateTimeOffset now)
    {
        using var json = JsonDocument.Parse(content.Payload);
        if (!json.RootElement.TryGetProperty("sign", out var sign)) return content;
        var signed = json.RootElement.EnumerateObject()
            .Where(field => field.Name is not ("sign" or "sign_type"))
            .Select(field => new KeyValuePair<string, string?>(field.Name, Text(field.Value)));
        var renewed = $"\"sign\":\"{Pay188Signature.Sign(signed, keys.Secret)}\"";
        return content with { Payload = content.Payload.Replace($"\"sign\":\"{sign.GetString()}\"", renewed, StringComparison.Ordinal) };
    }

    /// <inheritdoc />
    public CallbackContent Test(long pid, DateTimeOffset now)
    {
        var number = TestContent.Number(now);
        return new(JsonSerializer.Serialize(new
        {
            trade_no = number,
            out_trade_no = number,
            amount = 0,
            actual_amount = 0,
            coin_type = "test",
            status = TestContent.Status,
            test = true,
            sign = TestContent.NoSignature,
            sign_type = "MD5",
        }));
    }

    /// <inheritdoc />
    public string? ErrorOf(int statusCode, string body) => SuccessWord.ErrorOf(statusCode, body);

    /// <inheritdoc />
    /// <remarks>The document names no parameters of the return URL; those that EPay appends are used.</remarks>
    public string? ReturnQuery(Order order, string secret) => CallbackUrl.Encode(EpayParameters.Of(order, secret));

    private static string? CoinOf(PaymentFacts? facts, Charge? charge) => charge is null
        ? facts?.Quote.Token.ToLowerInvariant()
        : charge.PayerCurrency?.ToLowerInvariant() ?? charge.Method;

    /// <summary>At a provider what the payer paid in a coin of the payer's choice, or the money that was asked for.</summary>
    private static string? ActualAmount(Order order, PaymentFacts? facts, Charge? charge) => charge is not null
        ? charge.PayerAmount ?? (charge.Paid ?? charge.Amount).ToString("0.############################", CultureInfo.InvariantCulture)
        : facts is null ? null : TokenAmount.Format(ActualUnits(order, facts), facts.Quote.Decimals);

    /// <summary>Of an order that was completed by hand the merchant says that all was paid, elsewhere.</summary>
    private static UInt128 ActualUnits(Order order, PaymentFacts facts) =>
        order.Manual is { Decision: ManualDecision.Completed } && facts.Confirmed < facts.Quote.Units ? facts.Quote.Units : facts.Confirmed;

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();

    private static string Json(List<(string Name, string? Text, bool IsNumber)> values, string sign)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            foreach (var (name, text, isNumber) in values)
            {
                if (string.IsNullOrEmpty(text)) continue;
                writer.WritePropertyName(name);
                if (isNumber && CallbackNumber.IsSafeAsNumber(text)) writer.WriteRawValue(text);
                else writer.WriteStringValue(text);
            }
            writer.WriteString("sign", sign);
            writer.WriteString("sign_type", "MD5");
            writer.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
