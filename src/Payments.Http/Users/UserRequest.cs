using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payments.Contracts.Users;
using Payments.Domain.Money;
using Payments.Domain.Users;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Users;

/// <summary>Reads changes of users' wallets.</summary>
internal static class UserRequest
{
    /// <summary>The highest amount of one entry, in any currency.</summary>
    public const decimal MostAmount = 1_000_000_000_000m;

    private const string KeyForm = "1 to 128 letters, digits and . _ - @ | + = ~, and not 32 hex digits alone, which are the gateway's own";

    /// <summary>The user of the path.</summary>
    /// <exception cref="InputException">The name is none that a user may have.</exception>
    public static UserId User(ApiCall call) => User(call.Route("user"));

    /// <summary>A user by the merchant's own name.</summary>
    /// <exception cref="InputException">The name is none that a user may have.</exception>
    public static UserId User(string? text) => UserId.TryParse(text, out var user)
        ? user
        : throw new InputException("user", $"expected 1 to {UserId.Limit} letters, digits and . _ - @ : | + = ~");

    /// <summary>A currency, in any case.</summary>
    /// <exception cref="InputException">It is missing or none.</exception>
    public static string Currency(string? text)
    {
        if (string.IsNullOrEmpty(text)) throw InputException.Missing("currency");
        var currency = text.ToUpperInvariant();
        return UserKeys.IsCurrency(currency) ? currency : throw new InputException("currency", "expected a currency such as CNY or USDT");
    }

    /// <summary>A debit or a hold.</summary>
    public static UserSpend Spend(ApiCall call, JsonFields body, DateTimeOffset? expiresAt) => new()
    {
        Key = Key(call, body),
        Currency = Currency(body.Text("currency")),
        Amount = Amount(body) ?? throw InputException.Missing("amount"),
        ExpiresAt = expiresAt,
        Text = Words(body),
    };

    /// <summary>A change of an earlier entry, whose key is in the path.</summary>
    public static UserChange Change(ApiCall call, JsonFields body) => new()
    {
        Key = Key(call, body),
        About = call.Route("key"),
        Amount = Amount(body),
        Text = Words(body),
    };

    /// <summary>When a hold ends; null for never. Times are kept in milliseconds.</summary>
    public static DateTimeOffset? ExpiresAt(JsonFields body, DateTimeOffset now)
    {
        if (body.Text("expires_at") is not { Length: > 0 } text) return null;
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, styles, out var end))
            throw new InputException("expires_at", "expected a time such as 2026-01-31T12:00:00Z");
        return end > now + UserRules.LongestHold
            ? throw new InputException("expires_at", $"at most {UserRules.LongestHold.TotalDays} days from now")
            : end;
    }

    private static string Key(ApiCall call, JsonFields body)
    {
        var (field, header) = (body.Text("key"), IdempotencyKey.TextOf(call.Request));
        if (field is { Length: > 0 } && header is not null && field != header)
            throw new InputException("key", $"is another than {IdempotencyKey.Header}; send one of them, or the same twice");
        var name = field is { Length: > 0 } ? "key" : IdempotencyKey.Header;
        var key = field is { Length: > 0 } ? field : header;
        if (key is null) throw new InputException("key", $"is required, here or as {IdempotencyKey.Header}");
        return UserKeys.IsCallers(key) ? key : throw new InputException(name, $"expected {KeyForm}");
    }

    /// <summary>An amount; null where none is given.</summary>
    /// <exception cref="InputException">It is none, or has more digits than a ledger keeps.</exception>
    public static decimal? Amount(JsonFields body)
    {
        if (body.Number("amount") is not { Length: > 0 } text) return null;
        var amount = InputRules.Positive(text, "amount", "59.90", UserRules.MaxDecimals, MostAmount);
        // More digits than a number can hold were rounded when it was read.
        return PlainDecimal.TryParse(text, out var exact, out var decimals) && exact.Scale >= decimals
            ? amount
            : throw new InputException("amount", "has too many digits");
    }

    private static string? Words(JsonFields body)
    {
        var text = InputRules.Text(body.Text("text")?.Trim(), "text", UserRules.TextLimit);
        return text?.Any(char.IsControl) == true ? throw new InputException("text", "must not contain control characters") : text;
    }
}
