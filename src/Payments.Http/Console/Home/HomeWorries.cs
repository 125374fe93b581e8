using System.Globalization;
using Orleans;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Chains;
using Payments.Contracts.Rates;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Domain.Payouts;
using Payments.Domain.Rates;
using Payments.Domain.Wallets;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Deliveries;
using Payments.Http.Console.Payouts;
using Payments.Http.Console.Risk;
using Payments.Http.Console.Unmatched;
using Payments.Http.Ops;
using Payments.Storage;
using Payments.Storage.Queries;
using Payments.Storage.Risk;

namespace Payments.Http.Console.Home;

/// <summary>
/// What a shop's home warns of, each with the page that lists it. Read from counters, or from indexes of such rows alone, so that it costs
/// the same however many orders there are.
/// </summary>
internal sealed class HomeWorries(
    FailingCallbacks failing, TransferStore transfers, ReviewQueue reviews, PayoutQueries payouts, OrderLists orders, ChainStatuses chains,
    ChainCatalog catalog, IChainReach reach, IGrainFactory grains, TimeProvider time)
{
    /// <summary>Rows of one kind that are counted; more are many.</summary>
    private const int CountLimit = 99;

    /// <summary>Hosts that are named: those with the most callbacks.</summary>
    private const int MostHosts = 3;

    /// <summary>The newest orders by which is told how far amounts are nudged.</summary>
    private const int Newest = 20;

    /// <summary>What may be added to a price, in percent, from which on amounts near it are nearly used up.</summary>
    private const double NearlyFull = (double)Nudge.FineShare * 0.8;

    /// <summary>Open orders, as they are listed.</summary>
    private static readonly string[] Open = ["pending", OrderFacet.Sighted];

    /// <summary>What is wrong, the most urgent first.</summary>
    /// <param name="call">The request of somebody of the shop.</param>
    /// <param name="tallies">The shop's orders by what they are.</param>
    public async Task<IReadOnlyList<HomeTile>> OfAsync(ConsoleCall call, IReadOnlyList<OrderTally> tallies)
    {
        var (words, now) = (call.Texts.Shop, time.GetUtcNow());
        var worries = new List<HomeTile>();
        if (call.Shop.Wallets.Count == 0) worries.Add(new(words.NoWallets, "!", "warn", call.PathOf("/wallets")));
        worries.AddRange(HomeNews.Of(call, now));
        foreach (var (delivery, name, tone) in new[] { ("failed", words.Failed, "bad"), ("unconfirmed", words.Unconfirmed, "warn") })
            if (tallies.Where(tally => tally.Facet.Delivery == delivery).Sum(tally => tally.Orders) is > 0 and var count)
                worries.Add(new(name, OpsText.Number(count), tone, call.PathOf(DeliveryPages.FailingPath)));
        worries.AddRange((await failing.HostsAsync(call.Shop.Id)).Take(MostHosts).Select(host => new HomeTile(
            Filled(words.FailingHost, host.Host), OpsText.Number(host.Callbacks), "warn",
            call.PathOf($"{DeliveryPages.Path}?host={Uri.EscapeDataString(host.Host)}"))));
        Count(worries, (await transfers.ListAsync(call.Shop.Id, null, CountLimit + 1)).Items.Count, words.Unmatched,
            call.PathOf(UnmatchedPages.Path));
        Count(worries, await reviews.CountAsync(call.Shop.Id, CountLimit + 1), words.Reviews, call.PathOf(RiskPages.Path));
        Count(worries, await payouts.CountAsync(call.Shop.Id, PayoutStanding.Review, CountLimit + 1), words.PayoutReviews,
            call.PathOf(RiskPages.Path));
        Count(worries, await payouts.CountAsync(call.Shop.Id, PayoutStanding.Unknown, CountLimit + 1), words.UnknownPayouts,
            call.PathOf($"{PayoutPages.Path}?status=unknown"));
        worries.AddRange(await RatesAsync(call, now));
        if (await NudgeAsync(call) is var (coin, percent))
        {
            var more = FormattableString.Invariant($"+{percent:0.0} %");
            worries.Add(new(Filled(words.NearlyFull, coin), more, "warn", call.PathOf("/wallets")));
        }
        foreach (var chain in chains.On)
            if (await reach.WhyBehindAsync(chain) is not null) worries.Add(new(words.Behind, chain.Value, "bad"));
        return worries;
    }

    private static void Count(List<HomeTile> worries, long count, string name, string link)
    {
        if (count > 0) worries.Add(new(name, count > CountLimit ? $"{CountLimit}+" : OpsText.Number(count), "warn", link));
    }

    /// <summary>Wallets whose price no source tells now: orders in their currency are refused.</summary>
    private async Task<IEnumerable<HomeTile>> RatesAsync(ConsoleCall call, DateTimeOffset now)
    {
        var pairs = call.Shop.Wallets.Where(wallet => wallet.IsOpen(now) && wallet.OwnRate(wallet.Currency) is null)
            .Select(wallet => new RatePair(wallet.Token, wallet.Currency)).Distinct().ToArray();
        var rates = await Task.WhenAll(pairs.Select(pair => grains.Find<IRateGrain>(pair.GrainKey).GetAsync()));
        return pairs.Zip(rates).Where(found => found.Second is null).Select(found => new HomeTile(
            call.Texts.Shop.NoRate, $"{found.First.From}/{found.First.To}", "bad", call.PathOf("/wallets")));
    }

    /// <summary>
    /// How far above their price the newest open orders are asked, of the coin where that is most; null where it is little.
    /// </summary>
    private async Task<(string Coin, double Percent)?> NudgeAsync(ConsoleCall call)
    {
        var newest = await orders.PageAsync(call.Shop.Id, new OrderFilter { Statuses = Open }, null, Newest);
        var asked = newest.Items.Select(listed => listed.Order).Where(order => order.Quote is not null);
        var nudges = asked.Select(order =>
            (Coin: $"{order.Quote!.Token} · {order.Quote.Chain.Value}", Percent: QuotedNudge.PercentOf(catalog, order, order.Quote)));
        var most = nudges.Where(nudge => nudge.Percent >= NearlyFull).OrderByDescending(nudge => nudge.Percent).ToArray();
        return most.Length > 0 ? most[0] : null;
    }

    private static string Filled(string words, string what) => string.Format(CultureInfo.InvariantCulture, words, what);
}
