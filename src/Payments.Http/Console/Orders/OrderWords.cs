using System.Globalization;
using System.Text.Json;
using Payments.Domain.Callbacks;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Http.Api;
using Payments.Http.Console.Texts;

namespace Payments.Http.Console.Orders;

/// <summary>Orders and callbacks in words, and in tones of the style sheet.</summary>
internal static class OrderWords
{
    /// <summary>The order's money with its currency: <c>59.9 CNY</c>.</summary>
    public static string MoneyOf(Order order) => $"{PlainDecimal.Format(order.Money)} {order.Currency}";

    /// <summary>The coin of the quote on show, <c>USDT · bsc</c>; a dash before one is chosen.</summary>
    public static string CoinOf(Order order) => order.Quote is { } quote ? $"{quote.Token} · {quote.Chain.Value}" : "–";

    /// <summary>An order's status as the API calls it.</summary>
    public static string StatusOf(Order order) => ApiStatus.Of(order);

    /// <summary>The tone of an order's status.</summary>
    public static string ToneOf(string status) => status switch
    {
        "completed" => "good",
        "confirmed" => "tone",
        "failed" => "bad",
        "partially_refunded" or "refunded" => "warn",
        _ => "",
    };

    /// <summary>A callback's state as lists have it.</summary>
    public static string NameOf(DeliveryStatus status) => JsonNamingPolicy.CamelCase.ConvertName($"{status}");

    /// <summary>The tone of a callback's state.</summary>
    public static string DeliveryToneOf(string delivery) => delivery switch
    {
        "delivered" => "good",
        "failed" => "bad",
        "unconfirmed" => "warn",
        "pending" => "tone",
        _ => "",
    };

    /// <summary>The tone of a line of an order's history.</summary>
    public static string EventToneOf(string word) => word switch
    {
        "completed" or "completed-by-hand" => "good",
        "expired" or "closed" or "detected-late" or "charge-refused" => "warn",
        "reverted" or "payment-removed" or "refused" => "bad",
        _ => "",
    };

    /// <summary>How an attempt went, in a line.</summary>
    public static string Of(DeliveryAttempt attempt, OrderTexts texts) => string.Format(CultureInfo.InvariantCulture, texts.Attempt,
        attempt.Method,
        attempt.Error ?? (attempt.StatusCode is { } status ? FormattableString.Invariant($"HTTP {status}") : texts.NoAnswer),
        attempt.DurationMs);
}
