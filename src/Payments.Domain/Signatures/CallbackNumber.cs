namespace Payments.Domain.Signatures;

/// <summary>How a decimal is written in a 188Pay callback, so that PHP, Node and Python print it back as it was signed.</summary>
/// <remarks>
/// The receivers decode the JSON and print the number again before they check. Fourteen significant digits are what PHP
/// prints; below 0.0001 the three languages use different exponents. Such values go as JSON strings.
/// </remarks>
public static class CallbackNumber
{
    private const int SafeDigits = 14;

    /// <summary>The shortest plain form without trailing zeros: <c>100.50</c> is <c>100.5</c>.</summary>
    public static string Shortest(string plain)
    {
        if (!plain.Contains('.')) return plain.TrimStart('0') is { Length: > 0 } whole ? whole : "0";
        var trimmed = plain.TrimEnd('0').TrimEnd('.').TrimStart('0');
        return trimmed.Length == 0 ? "0" : trimmed[0] == '.' ? "0" + trimmed : trimmed;
    }

    /// <summary>Whether a shortest form may be sent as a JSON number.</summary>
    public static bool IsSafeAsNumber(string shortest)
    {
        var digits = shortest.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        return digits.Length <= SafeDigits && (digits.Length == 0 || shortest[0] != '0' || LeadingZeros(shortest) < 4);
    }

    /// <summary>Zeros between the point and the first digit: 0.0001 has three.</summary>
    private static int LeadingZeros(string shortest)
    {
        var zeros = 0;
        for (var i = 2; i < shortest.Length && shortest[i] == '0'; i++) zeros++;
        return zeros;
    }
}
