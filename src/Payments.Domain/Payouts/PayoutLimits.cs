using Payments.Domain.Money;

namespace Payments.Domain.Payouts;

/// <summary>
/// How much of each coin may be paid out within 24 hours, written <c>USDT:1000,BTC:0.05</c>. What is not named is not paid out.
/// </summary>
public sealed class PayoutLimits
{
    /// <summary>What a setting was expected to say.</summary>
    public const string Expected = "coins and how much of each within 24 hours were expected, such as USDT:1000,BTC:0.05";

    private const int NameLimit = 16;

    /// <summary>No limit is set: nothing is paid out.</summary>
    public static readonly PayoutLimits None = new(new SortedDictionary<string, decimal>(StringComparer.Ordinal));

    private PayoutLimits(SortedDictionary<string, decimal> byCoin) => ByCoin = byCoin;

    /// <summary>How much within 24 hours, by coin.</summary>
    public IReadOnlyDictionary<string, decimal> ByCoin { get; }

    /// <summary>The limit of a coin; null where it is not paid out.</summary>
    public decimal? Of(string coin) => ByCoin.TryGetValue(coin, out var limit) ? limit : null;

    /// <summary>Reads a setting; false where it is none. Empty text is <see cref="None"/>.</summary>
    public static bool TryParse(string? text, out PayoutLimits limits)
    {
        limits = None;
        if (string.IsNullOrWhiteSpace(text)) return true;
        var byCoin = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Split(':', StringSplitOptions.TrimEntries) is not [{ Length: > 0 and <= NameLimit } coin, var amount]) return false;
            if (!coin.All(char.IsAsciiLetterOrDigit)) return false;
            if (!PlainDecimal.TryParse(amount, out var limit, out _) || limit <= 0) return false;
            if (!byCoin.TryAdd(coin.ToUpperInvariant(), limit)) return false;
        }
        limits = new PayoutLimits(byCoin);
        return true;
    }
}
