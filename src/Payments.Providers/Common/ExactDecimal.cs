using System.Globalization;

namespace Payments.Providers.Common;

/// <summary>Reads numbers of providers without losing a digit.</summary>
internal static class ExactDecimal
{
    private const int Longest = 64;

    /// <summary>Reads a decimal as JSON writes it; one with more digits than a decimal holds is refused, not rounded.</summary>
    public static bool TryParse(string text, out decimal number)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        number = 0;
        return text.Length is > 0 and <= Longest && decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out number) &&
            Digits(text) == Digits(number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The digits between the first and the last that is not zero.</summary>
    private static int Digits(string text)
    {
        var mantissa = text.AsSpan(0, text.AsSpan().IndexOfAny('e', 'E') is >= 0 and var end ? end : text.Length);
        var first = mantissa.IndexOfAnyInRange('1', '9');
        if (first < 0) return 0;
        var significant = mantissa[first..];
        var last = significant.LastIndexOfAnyInRange('1', '9');
        return last + 1 - (significant[..last].Contains('.') ? 1 : 0);
    }
}
