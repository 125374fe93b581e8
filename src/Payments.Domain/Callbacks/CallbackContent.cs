using System.Text.Encodings.Web;
using System.Text.Json;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Domain.Signatures;

namespace Payments.Domain.Callbacks;

/// <summary>What callbacks say. Only a completed order is ever told of in words signed with the merchant's key: several shops take any signed notice for payment.</summary>
public static class CallbackContent
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The EPay parameters of a completed order, signed with the digest that the shop used; also appended to <c>return_url</c>.</summary>
    /// <exception cref="InvalidOperationException">The order is not completed.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> EpayParameters(Order order, string secret)
    {
        Require(order);
        var parameters = new List<KeyValuePair<string, string>>(10);
        Add(parameters, "pid", order.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add(parameters, "trade_no", order.Id.Value);
        Add(parameters, "out_trade_no", order.Number);
        Add(parameters, "type", order.Terms.Type ?? order.Quote?.Token.ToLowerInvariant());
        Add(parameters, "name", order.Terms.Subject);
        Add(parameters, "money", order.Terms.MoneyText);
        Add(parameters, "trade_status", "TRADE_SUCCESS");
        Add(parameters, "param", order.Terms.Param);
        var sign = EpaySignature.Sign(parameters, secret, order.Terms.SignType);
        parameters.Add(new("sign", sign));
        parameters.Add(new("sign_type", order.Terms.SignType));
        return parameters;
    }

    /// <summary>The 188Pay JSON body of a completed order: of its money only what is final.</summary>
    /// <exception cref="InvalidOperationException">The order is not completed.</exception>
    public static string Pay188Json(Order order, string secret)
    {
        Require(order);
        var facts = PaymentFacts.Of(order) ?? throw new InvalidOperationException($"Order {order.Id} is completed without a quote.");
        var values = new List<(string Name, string? Text, bool IsNumber)>
        {
            ("trade_no", order.Id.Value, false),
            ("out_trade_no", order.Number, false),
            ("amount", CallbackNumber.Shortest(order.Terms.MoneyText), true),
            ("actual_amount", TokenAmount.Format(facts.Confirmed, facts.Quote.Decimals), true),
            ("coin_type", order.Terms.Type ?? facts.Quote.Token.ToLowerInvariant(), false),
            ("status", "completed", false),
            ("tx_hash", order.Transfers.LastOrDefault(counted => counted.Confirmed && facts.Quote.Takes(counted.Transfer))?.Transfer.Transaction, false),
        };
        var sign = Pay188Signature.Sign(values.Select(value => new KeyValuePair<string, string?>(value.Name, value.Text)), secret);
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

    /// <summary>Shops trim and strip what they receive before they check it, so nothing is sent that would change.</summary>
    private static void Add(List<KeyValuePair<string, string>> parameters, string name, string? value)
    {
        var clean = value?.Replace("\\", "", StringComparison.Ordinal).Trim();
        if (!string.IsNullOrEmpty(clean)) parameters.Add(new(name, clean));
    }

    private static void Require(Order order)
    {
        if (order.Status != OrderStatus.Completed)
            throw new InvalidOperationException($"Order {order.Id} is {order.Status}: nothing signed may tell of it.");
    }
}
