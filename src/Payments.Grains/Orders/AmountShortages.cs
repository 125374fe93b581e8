using System.Globalization;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Domain.Wallets;
using Payments.Storage.Queries;

namespace Payments.Grains.Orders;

/// <summary>
/// What to do where every amount near a price is taken: orders that were paid a while ago, or closed, give theirs up before their time;
/// and what to say where that does not help.
/// </summary>
public sealed class AmountShortages(IGrainFactory grains, OrderQueries orders, TimeProvider time)
{
    /// <summary>
    /// Orders that are asked at once to give up their amounts: one is needed, and some may be taken by other orders at once.
    /// </summary>
    private const int AskedAtOnce = 8;

    /// <summary>The orders that hold amounts which an order of this price could be asked for.</summary>
    public async Task<IReadOnlyList<Order>> HoldersAsync(IReadOnlyList<Wallet> wallets, UInt128 units)
    {
        var found = new List<Order>();
        foreach (var wallet in wallets.Where(wallet => wallet.Address is not null))
            found.AddRange(await orders.HoldingBetweenAsync(wallet.Chain, wallet.Address!, wallet.Token, units, Nudge.MostUnits(units)));
        return found;
    }

    /// <summary>
    /// Lets some of <see cref="HoldersAsync"/> give up their amounts; true where one did. Asked of orders that are over, and those ask
    /// nobody: no two wait for each other.
    /// </summary>
    public async Task<bool> LendAsync(IReadOnlyList<Order> holders)
    {
        var now = time.GetUtcNow();
        var lenders = holders.Where(order => OrderRules.GivesUpAmount(order, now)).Take(AskedAtOnce);
        var gaveUp = await Task.WhenAll(lenders.Select(order => grains.Find<IOrderGrain>(order.Id.GrainKey).GiveUpAmountAsync()));
        return gaveUp.Any(done => done);
    }

    /// <summary>
    /// Why there is no amount, when there may be one, and what helps, in words fit for the caller; and after how long, null where no
    /// holder is known.
    /// </summary>
    public (string Detail, TimeSpan? RetryAfter) Describe(IReadOnlyList<Order> holders)
    {
        var frees = holders.Select(OrderRules.AmountFreeAt).OfType<DateTimeOffset>().ToArray();
        var now = time.GetUtcNow();
        DateTimeOffset? soonest = frees.Length == 0 ? null : frees.Min() is var free && free > now ? free : now;
        var when = soonest is { } at ? $"; the next is free at {Moment(at)} at the earliest" : "";
        var share = Nudge.FineShare.ToString("0", CultureInfo.InvariantCulture);
        var detail = $"every amount up to {share} % above this one is taken{when}. " +
            "Add another address, or an extended key (xpub), which gives each order an address of its own";
        return (detail, soonest - now);
    }

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
