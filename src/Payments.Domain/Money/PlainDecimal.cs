using System.Globalization;

namespace Payments.Domain.Money;

/// <summary>Numbers as people and shops write them: digits and at most one point with digits on both sides; no sign, no exponent, no blanks.</summary>
public static class PlainDecimal
{
    /// <summary>The longest text.</summary>
    private const int Longest = 80;

    /// <summary>Reads one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">Its value, rounded where a decimal cannot hold all digits.</param>
    /// <param name="decimals">The digits behind the point that count: without zeros at the end.</param>
    public static bool TryParse(string text, out decimal value, out int decimals)
    {
        (value, decimals) = (0, 0);
        if (!TrySplit(text, out _, out var fraction)) return false;
        decimals = fraction.Length;
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>The digits before the point, and those behind it without zeros at the end.</summary>
    internal static bool TrySplit(string text, out string whole, out string fraction)
    {
        (whole, fraction) = ("", "");
        var point = text.IndexOf('.');
        if (text.Length is 0 or > Longest || point == 0 || point == text.Length - 1 || text.LastIndexOf('.') != point || text.AsSpan().IndexOfAnyExcept("0123456789.") >= 0) return false;
        (whole, fraction) = point < 0 ? (text, "") : (text[..point], text[(point + 1)..].TrimEnd('0'));
        return true;
    }

    /// <summary>The same number in its shortest form, with all of its digits however many; null for what is none.</summary>
    public static string? Shortest(string text)
    {
        if (!TrySplit(text, out var whole, out var fraction)) return null;
        whole = whole.TrimStart('0');
        return (whole.Length == 0 ? "0" : whole) + (fraction.Length == 0 ? "" : $".{fraction}");
    }

    /// <summary>A number in its shortest form, without zeros at the end.</summary>
    public static string Format(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);
}
