namespace Payments.Domain.Wallets;

/// <summary>
/// How often payers of one network turned away from an amount at one address. Each change holds the amount that was turned away from, and
/// the address's row holds <see cref="AddressRules.HeldLimit"/> of those: a limit for each network leaves room for all others. Kept in
/// memory by the address's grain, which every front asks.
/// </summary>
public sealed class CoinChanges
{
    /// <summary>Counted in hours that begin with a network's first change.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <summary>Networks that are counted at once; beyond it the one is forgotten whose hour ends first.</summary>
    public const int NetworkLimit = 1000;

    private readonly Dictionary<string, (DateTimeOffset EndsAt, int Number)> hours = [];

    /// <summary>Counts a change; else the time after which the network may change again.</summary>
    /// <param name="network">The payer's network.</param>
    /// <param name="most">Changes of one network within an hour.</param>
    /// <param name="now">The present.</param>
    public TimeSpan? Take(string network, int most, DateTimeOffset now)
    {
        var isKnown = hours.TryGetValue(network, out var hour);
        if (!isKnown || now >= hour.EndsAt)
        {
            if (!isKnown && hours.Count >= NetworkLimit) hours.Remove(hours.MinBy(known => known.Value.EndsAt).Key);
            hour = (now + Period, 0);
        }
        if (hour.Number >= most) return hour.EndsAt - now;
        hours[network] = hour with { Number = hour.Number + 1 };
        return null;
    }
}
