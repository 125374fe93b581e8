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

    /// <summary>An order number of the EPay reference: letters, digits and <c>. _ - |</c>.</summary>
    public static string OrderNumber(string? text, string field)
    {
        if (string.IsNullOrEmpty(text)) throw InputException.Missing(field);
        if (text.Length > OrderNumberLimit) throw new InputException(field, $"at most {OrderNumberLimit} characters");
        foreach (var letter in text)
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('.' or '_' or '-' or '|')) throw new InputException(field, "only letters, digits and . _ - | are allowed");
        return text;
    }

    /// <summary>Positive money: digits and at most one point, within the bounds of its currency.</summary>
    /// <param name="text">What was sent.</param>
    /// <param name="field">The field's name.</param>
    /// <param name="currency">The currency, upper case.</param>
    public static decimal Money(string? text, string field, string currency)
    {
        if (string.IsNullOrEmpty(text)) throw InputException.Missing(field);
        var bounds = MoneyBounds.Of(currency);
        return Positive(text, field, bounds.Decimals == 0 ? "100000" : "100 or 99.99", bounds.Decimals, bounds.Most);
    }

    /// <summary>A plain decimal above zero; no sign, no exponent.</summary>
    /// <param name="text">What was sent.</param>
    /// <param name="field">The field's name.</param>
    /// <param name="example">What is expected, for the refusal.</param>
    /// <param name="decimals">The most decimals, zeros at the end not counted.</param>
    /// <param name="limit">The highest value.</param>
    /// <exception cref="InputException">It is none.</exception>
    public static decimal Positive(string text, string field, string example, int decimals, decimal limit)
    {
        if (!PlainDecimal.TryParse(text, out var number, out var given)) throw new InputException(field, $"expected a positive number such as {example}");
        if (given > decimals) throw new InputException(field, $"at most {decimals} decimals");
        if (number <= 0) throw new InputException(field, "must be greater than zero");
        return number > limit ? throw new InputException(field, $"at most {limit.ToString(CultureInfo.InvariantCulture)}") : number;
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
