using System.Globalization;
using Payments.Domain.Callbacks;
using Payments.Domain.Merchants;
using Payments.Http.Common;
using Payments.Storage.Queries;

namespace Payments.Http.Api;

/// <summary>Checks of the set-up API's fields.</summary>
internal static class ApiRules
{
    /// <summary>Longest display name.</summary>
    public const int NameLimit = 100;

    /// <summary>Longest e-mail address, as RFC 5321 has it.</summary>
    public const int EmailLimit = 254;

    /// <summary>Longest part before the @.</summary>
    public const int MailboxLimit = 64;

    /// <summary>Decimals of a rate.</summary>
    public const int RateDecimals = 8;

    /// <summary>Decimals of a tolerance.</summary>
    public const int ToleranceDecimals = 2;

    /// <summary>The highest price of one token.</summary>
    public const decimal RateLimit = 1_000_000_000m;

    /// <summary>What orders may be priced in.</summary>
    public static readonly IReadOnlyList<string> Currencies = ["CNY", "USD", "USDT"];

    /// <summary>A display name without control characters or surrounding blanks.</summary>
    public static string Name(string text)
    {
        text = text.Trim();
        if (text.Length == 0) throw InputException.Missing("name");
        if (text.Length > NameLimit) throw new InputException("name", $"at most {NameLimit} characters");
        return text.Any(char.IsControl) ? throw new InputException("name", "must not contain control characters") : text;
    }

    /// <summary>An e-mail address in lower case. Whether it can be reached nobody knows before writing to it, so only its shape is checked.</summary>
    public static string Email(string text)
    {
        text = text.Trim().ToLowerInvariant();
        var at = text.IndexOf('@');
        var isShaped = at > 0 && at < text.Length - 1 && at == text.LastIndexOf('@') && text[^1] != '.' && text[at + 1] != '.';
        if (!isShaped || text.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter))) throw new InputException("email", "expected an address such as store@example.com");
        return text.Length > EmailLimit || at > MailboxLimit ? throw new InputException("email", $"at most {EmailLimit} characters, {MailboxLimit} before the @") : text;
    }

    /// <summary>A pricing currency, in any case.</summary>
    public static string Currency(string text, string field = "currency") =>
        Currencies.FirstOrDefault(known => known.Equals(text, StringComparison.OrdinalIgnoreCase)) ?? throw new InputException(field, $"expected {string.Join(", ", Currencies)}");

    /// <summary>A plain positive decimal with up to <see cref="RateDecimals"/> decimals; no sign, no exponent.</summary>
    public static decimal Rate(string text) => InputRules.Positive(text, "rate", "7.2", RateDecimals, RateLimit);

    /// <summary>A percentage of an amount that may be missing, up to <see cref="MerchantRules.MaxTolerance"/>.</summary>
    public static decimal Tolerance(string text) => InputRules.Positive(text, "tolerance", "1.5", ToleranceDecimals, MerchantRules.MaxTolerance);

    /// <summary>A percentage off the system's rate, up to <see cref="MerchantRules.MaxSpread"/>.</summary>
    public static decimal Spread(string text) =>
        InputRules.Positive(text, "spread", "0.5", ToleranceDecimals, MerchantRules.MaxSpread);

    /// <summary>How EPay callbacks go out.</summary>
    public static NotifyMethod Method(string text) => text.ToLowerInvariant() switch
    {
        "auto" => NotifyMethod.Auto,
        "get" => NotifyMethod.Get,
        "post" => NotifyMethod.Post,
        _ => throw new InputException("notify_method", "expected auto, get or post"),
    };

    /// <summary>Whether an answer is to be CSV; JSON where nothing is said.</summary>
    public static bool IsCsv(ApiCall call) => call.Query("format") switch
    {
        "csv" => true,
        null or "" or "json" => false,
        _ => throw new InputException("format", "expected json or csv"),
    };

    /// <summary>A page size, or another number of things to show.</summary>
    public static int Limit(string? text, int otherwise, int most, string field = "limit")
    {
        if (string.IsNullOrEmpty(text)) return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= most
            ? limit
            : throw new InputException(field, $"expected a whole number from 1 to {most}");
    }

    /// <summary>A whole number from 0 on.</summary>
    public static int Whole(string text, string field, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw new InputException(field, $"expected a whole number from 0 to {most}");

    /// <summary>A day, which begins at midnight UTC, or a time.</summary>
    public static DateTimeOffset Time(string text, string field)
    {
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, styles, out var time)
            ? time
            : throw new InputException(field, "expected a day such as 2026-01-31, or a time such as 2026-01-31T12:00:00Z");
    }

    /// <summary>The place that an earlier page named as <c>next</c>; null for the beginning.</summary>
    public static PageKey? After(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return PageKey.TryParse(text, out var place) ? place : throw NoPlace();
    }

    /// <summary>The same where places are numbers.</summary>
    public static long? AfterNumber(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : throw NoPlace();
    }

    private static InputException NoPlace() => new("after", "expected what an earlier page named as next");
}
