namespace Payments.Storage;

/// <summary>
/// Conditions on amounts, which are stored as decimal texts without leading zeros, because no number of a database holds 128 bits: the
/// longer is the larger, and of equal length the later in the alphabet.
/// </summary>
internal static class DecimalTexts
{
    /// <summary>That one amount is below another.</summary>
    /// <param name="left">A column or a parameter.</param>
    /// <param name="right">A column or a parameter.</param>
    public static string IsBelow(string left, string right) =>
        $"(length({left}) < length({right}) OR length({left}) = length({right}) AND {left} < {right})";
}
