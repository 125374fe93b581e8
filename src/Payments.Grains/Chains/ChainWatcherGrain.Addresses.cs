namespace Payments.Grains.Chains;

public sealed partial class ChainWatcherGrain
{
    /// <summary>Addresses that may be watched for nothing before it is worth beginning afresh.</summary>
    private const int SweepSlack = 1000;

    private static readonly TimeSpan SweepAge = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long addresses that are over may be watched on, however few they are: reading all the others again has its price.
    /// </summary>
    private static readonly TimeSpan FreshAge = TimeSpan.FromDays(1);

    private static readonly TimeSpan ReorgAge = TimeSpan.FromDays(1);

    private DateTimeOffset addressesSince = DateTimeOffset.MinValue;
    private DateTimeOffset sweptAt;
    private DateTimeOffset freshAt;

    private async Task RefreshAddressesAsync()
    {
        var asOf = time.GetUtcNow();
        var isAfresh = await IsToBeWatchedAfreshAsync(asOf);
        var added = isAfresh ? await WatchAfreshAsync(asOf) : await addresses.RegisteredSinceAsync(Chain, addressesSince);
        foreach (var address in added)
        {
            watched!.Add(address);
            returns!.IsWallet(address);
        }
        var isCoinReturned = await returns!.WatchAsync(watched!);
        if (!watched!.TakesCoin) watched.TakesCoin = isCoinReturned || reader!.Options.ReadCoin || await addresses.AnyTakesCoinAsync(Chain);
        addressesSince = asOf;
    }

    /// <summary>
    /// Addresses of orders that are long over take memory for nothing; now and then it is seen whether they are the most, or have been
    /// there for a day.
    /// </summary>
    private async Task<bool> IsToBeWatchedAfreshAsync(DateTimeOffset now)
    {
        if (addressesSince == DateTimeOffset.MinValue) return true;
        if (now - sweptAt < SweepAge) return false;
        sweptAt = now;
        var needed = await addresses.CountWatchedAsync(Chain, WatchedFrom) + returns!.Strangers;
        return watched!.Count > (2 * needed) + SweepSlack || (watched.Count > needed && now - freshAt >= FreshAge);
    }

    private Task<IReadOnlyList<string>> WatchAfreshAsync(DateTimeOffset now)
    {
        (watched, sweptAt, freshAt) = (reader!.CreateAddressSet(), now, now);
        returns!.StartOver();
        return addresses.WatchedAsync(Chain, WatchedFrom);
    }

    /// <summary>
    /// Blocks, not clocks, say what is over: after an outage yesterday's payments are still to be read. A reorganisation may go back by
    /// as much.
    /// </summary>
    private DateTimeOffset WatchedFrom => stored.State.Value is { } cursor ? cursor.CursorTime - ReorgAge : DateTimeOffset.UnixEpoch;
}
