namespace Payments.Chains.Families;

/// <summary>Names of transactions that are a hash of 32 bytes, as people copy them: with or without <c>0x</c>, in any case.</summary>
internal static class TransactionNames
{
    private const int HashDigits = 64;

    /// <summary>Reads a hash into the form that the chain prints, or refuses it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="prefix">What the chain prints before the digits.</param>
    /// <param name="canonical">The form that the chain prints.</param>
    public static bool TryReadHash(string text, string prefix, out string canonical)
    {
        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        var isHash = digits.Length == HashDigits && digits.All(char.IsAsciiHexDigit);
        canonical = isHash ? prefix + digits.ToLowerInvariant() : "";
        return isHash;
    }
}
