using System.Text;
using static Payments.Http.Common.HtmlPage;

namespace Payments.Http.Cashier;

/// <summary>
/// Amounts in groups of three digits, for eyes alone: the gaps are margins, so that what is selected and copied, or read out, is the number
/// as it stands.
/// </summary>
internal static class Digits
{
    /// <summary>Fewer digits in a row are read at once.</summary>
    private const int LongestPlain = 4;

    private const int Group = 3;

    /// <summary>The HTML of a plain decimal number.</summary>
    public static string Grouped(string number)
    {
        var point = number.IndexOf('.');
        var (whole, fraction) = point < 0 ? (number, "") : (number[..point], number[(point + 1)..]);
        return Part(whole, whole.Length % Group) + (point < 0 ? "" : "." + Part(fraction, 0));
    }

    private static string Part(string digits, int first)
    {
        if (digits.Length <= LongestPlain) return Escape(digits);
        var html = new StringBuilder("<span>");
        for (var at = 0; at < digits.Length;)
        {
            var length = Math.Min(at == 0 && first > 0 ? first : Group, digits.Length - at);
            html.Append("<span class=\"digits\">").Append(Escape(digits.Substring(at, length))).Append("</span>");
            at += length;
        }
        return html.Append("</span>").ToString();
    }
}
