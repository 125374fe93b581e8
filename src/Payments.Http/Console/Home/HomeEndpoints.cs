using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payments.Contracts.Chains;
using Payments.Domain.Identity;
using Payments.Domain.People;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Deliveries;
using Payments.Http.Console.Orders;
using Payments.Http.Console.Unmatched;
using Payments.Http.Merchants;
using Payments.Storage;
using Payments.Storage.Queries;

namespace Payments.Http.Console.Home;

/// <summary>A shop's home. Its figures are read from counters, so that it costs the same however many orders there are.</summary>
internal sealed class HomeEndpoints(
    OrderLists orders, OrderDays days, TransferStore transfers, ChainStatuses chains, IChainReach reach, TimeProvider time)
{
    /// <summary>Unmatched payments that are counted; more are many.</summary>
    private const int CountLimit = 99;

    public void Map(ConsoleRoutes routes) => routes.MapShop("GET", "", ShopAction.Look, ShowAsync);

    private async Task<IResult> ShowAsync(ConsoleCall call)
    {
        var tallies = await orders.TalliesAsync(call.Shop.Id);
        var unmatched = await transfers.ListAsync(call.Shop.Id, null, CountLimit + 1);
        var late = new List<ChainId>();
        foreach (var chain in chains.On)
            if (await reach.WhyBehindAsync(chain) is not null) late.Add(chain);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var drawn = await days.ReadAsync(call.Shop.Id, today.AddDays(1 - HomeCharts.Days), today);
        return call.Page<HomePage>(new()
        {
            [nameof(HomePage.Worries)] = Worries(call, tallies, unmatched.Items.Count, late),
            [nameof(HomePage.States)] = States(call, tallies),
            [nameof(HomePage.Charts)] = HomeCharts.Of(drawn, today, call.Texts.Charts),
        });
    }

    private List<HomeTile> Worries(ConsoleCall call, IReadOnlyList<OrderTally> tallies, int unmatched, List<ChainId> late)
    {
        var words = call.Texts.Shop;
        var worries = new List<HomeTile>();
        if (call.Shop.Wallets.Count == 0) worries.Add(new(words.NoWallets, "!", "warn", call.PathOf("/wallets")));
        worries.AddRange(HomeNews.Of(call, time.GetUtcNow()));
        foreach (var (delivery, name, tone) in new[] { ("failed", words.Failed, "bad"), ("unconfirmed", words.Unconfirmed, "warn") })
            if (tallies.Where(tally => tally.Facet.Delivery == delivery).Sum(tally => tally.Orders) is > 0 and var count)
                worries.Add(new(name, Number(count), tone, call.PathOf(DeliveryPages.FailingPath)));
        if (unmatched > 0)
            worries.Add(new(
                words.Unmatched, unmatched > CountLimit ? $"{CountLimit}+" : Number(unmatched), "warn", call.PathOf(UnmatchedPages.Path)));
        worries.AddRange(late.Select(chain => new HomeTile(words.Behind, chain.Value, "bad")));
        return worries;
    }

    /// <summary>In the order in which an order passes through them.</summary>
    private static List<HomeTile> States(ConsoleCall call, IReadOnlyList<OrderTally> tallies) =>
    [
        .. from status in call.Texts.Orders.Statuses
           let stored = OrderFilterRequest.StatusesOf(status.Key)
           let count = tallies.Where(tally => stored.Contains(tally.Facet.Status)).Sum(tally => tally.Orders)
           where count > 0
           select new HomeTile(status.Value, Number(count), OrderWords.ToneOf(status.Key), call.PathOf($"/orders?status={status.Key}")),
    ];

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
