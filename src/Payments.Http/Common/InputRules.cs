using System.Globalization;
using Payments.Domain.Money;

namespace Payments.Http.Common;

/// <summary>Checks that several faces share.</summary>
public static class InputRules
{
    /// <summary>Longest order number.</summary>
    public const int OrderNumberLimit = 64;

    /// <summary>Longest title.</summary>
    public const int SubjectLimit = 256;

    /// <summary>Longest URL.</summary>
    public const int UrlLimit = 2048;

    /// <summary>The largest money of one order, in any currency.</summary>
    public const decimal MoneyLimit = 100_000_000m;

    /// <summary>Fiat has up to two decimals.</summary>
    private const int MoneyDecimals = 2;

    /// <summary>An order number of the EPay reference: letters, digits and <c>. _ - |</c>.</summary>
    public static string OrderNumber(string? text, string field)
    {
        if (string.IsNullOrEmpty(text)) throw InputException.Missing(field);
        if (text.Length > OrderNumberLimit) throw new InputException(field, $"at most {OrderNumberLimit} characters");
        foreach (var letter in text)
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('.' or '_' or '-' or '|')) throw new InputException(field, "only letters, digits and . _ - | are allowed");
        return text;
    }

    /// <summary>Positive money: digits and at most one point, up to two decimals.</summary>
    public static decimal Money(string? text, string field)
    {
        if (string.IsNullOrEmpty(text)) throw InputException.Missing(field);
        if (!PlainDecimal.TryParse(text, out var money, out var decimals)) throw new InputException(field, "expected a positive number such as 100 or 99.99");
        if (decimals > MoneyDecimals) throw new InputException(field, $"at most {MoneyDecimals} decimals");
        if (money <= 0) throw new InputException(field, "must be greater than zero");
        if (money > MoneyLimit) throw new InputException(field, $"at most {MoneyLimit.ToString(CultureInfo.InvariantCulture)}");
        return money;
    }

    /// <summary>An absolute http or https URL, or null for an empty text.</summary>
    public static string? Url(string? text, string field)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (text.Length > UrlLimit) throw new InputException(field, $"at most {UrlLimit} characters");
        if (text.AsSpan().IndexOfAnyInRange('\0', '\u001f') >= 0 || !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0 || url.Host.Length == 0)
            throw new InputException(field, "expected an absolute http or https URL");
        return text;
    }

    /// <summary>A free text within a limit, or null for an empty one.</summary>
    public static string? Text(string? text, string field, int limit)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (text.Length > limit) throw new InputException(field, $"at most {limit} characters");
        return text.Contains('\0') ? throw new InputException(field, "must not contain a zero character") : text;
    }
}
