namespace Payments.Domain.Rates;

/// <summary>What is priced in what, both in upper case: <c>USDT</c> in <c>CNY</c>.</summary>
public readonly record struct RatePair(string From, string To)
{
    private const string KeyPrefix = "rate-";

    /// <summary>The grain key, <c>rate-{from}-{to}</c>.</summary>
    public string GrainKey => KeyPrefix + this;

    /// <summary>The pair of a grain with this key. A token's symbol may hold a dash, a currency may not.</summary>
    /// <exception cref="FormatException">The key is not of that form.</exception>
    public static RatePair FromGrainKey(string key)
    {
        var dash = key.LastIndexOf('-');
        if (!key.StartsWith(KeyPrefix, StringComparison.Ordinal) || dash <= KeyPrefix.Length || dash == key.Length - 1)
            throw new FormatException($"'{key}' is no rate key; one looks like rate-USDT-CNY.");
        return new RatePair(key[KeyPrefix.Length..dash].ToUpperInvariant(), key[(dash + 1)..].ToUpperInvariant());
    }

    /// <summary>Reads <c>USDT-CNY</c>, or <c>USDT_CNY</c> and <c>USDC_E_CNY</c> as shells can export them, in any case.</summary>
    public static bool TryParse(string text, out RatePair pair)
    {
        var name = text.ToUpperInvariant();
        var end = name.LastIndexOfAny(['-', '_']);
        pair = end > 0 && end < name.Length - 1 ? new RatePair(name[..end].Replace('_', '.'), name[(end + 1)..]) : default;
        return pair.From is not null && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
    }

    /// <summary>As in the configuration: <c>USDT-CNY</c>.</summary>
    public override string ToString() => $"{From}-{To}";
}
