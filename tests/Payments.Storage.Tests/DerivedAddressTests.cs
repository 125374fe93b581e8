using System.Text;
using Payments.Domain.Identity;
using Payments.Storage.Queries;
using Payments.Storage.States;

namespace Payments.Storage.Tests;

/// <summary>What is asked of derived addresses, on both databases.</summary>
public abstract class DerivedAddressTests : DatabaseTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(100_000);

    private IStateStore Store => Storage.Get<IStateStore>();

    private DerivedAddressQueries Queries => Storage.Get<DerivedAddressQueries>();

    private Task DeriveAsync(long index, string order = "o", long until = 50_000, long? paidAt = null, string key = "k", string chain = "bsc", long watchUntil = 60_000, long registeredAt = 1, long? sightedAt = null) =>
        WriteAsync($"0x{key}{index}", chain, registeredAt,
            $",'allotment':{{'key':'{key}','index':{index},'order':'{order}','openedAt':1,'until':{until},'watchUntil':{watchUntil}{(paidAt is null ? "" : $",'paidAt':{paidAt}")}{(sightedAt is null ? "" : $",'sightedAt':{sightedAt}")}}}");

    private Task WriteAsync(string address, string chain, long registeredAt, string more) => Store.WriteAsync(
        StateTable.WalletAddresses, $"adr-{chain}-{address}", Encoding.UTF8.GetBytes($"{{'v':1,'chain':'{chain}','address':'{address}','registeredAt':{registeredAt},'held':[],'takesCoin':false{more}}}".Replace('\'', '"')), null);

    [Fact]
    public async Task Indexes_go_on_after_the_highest_of_their_own_key_and_chain()
    {
        (await Queries.NextIndexAsync(ChainId.Bsc, "k")).Should().Be(0);
        (await Queries.LastPaidIndexAsync(ChainId.Bsc, "k")).Should().BeNull();
        await DeriveAsync(0);
        await DeriveAsync(3, paidAt: 7);
        await DeriveAsync(4, sightedAt: 8);
        await DeriveAsync(5_000_000_000);
        await DeriveAsync(9, key: "other", paidAt: 7);
        await DeriveAsync(8, chain: "polygon", paidAt: 7);

        (await Queries.NextIndexAsync(ChainId.Bsc, "k")).Should().Be(5_000_000_001);
        (await Queries.LastPaidIndexAsync(ChainId.Bsc, "k")).Should().Be(3);
        (await Queries.NextIndexAsync(ChainId.Polygon, "k")).Should().Be(9);
    }

    [Fact]
    public async Task An_index_is_one_address_only()
    {
        await DeriveAsync(1);
        await FluentActions.Awaiting(() => WriteAsync("0xtwin", "bsc", 1, ",'allotment':{'key':'k','index':1,'order':'o','openedAt':1,'until':2,'watchUntil':3}")).Should().ThrowAsync<Exception>();
        (await Store.ReadAsync(StateTable.WalletAddresses, "adr-bsc-0xtwin")).Should().BeNull();
    }

    [Fact]
    public async Task An_orders_address_is_found_by_the_order()
    {
        await DeriveAsync(1, order: "a");
        await DeriveAsync(2, order: "b");
        await DeriveAsync(3, order: "a", key: "other");
        (await Queries.AllottedToAsync(ChainId.Bsc, "k", new OrderId("a"))).Should().Equal(("0xk1", 1));
        (await Queries.AllottedToAsync(ChainId.Bsc, "k", new OrderId("c"))).Should().BeEmpty();
    }

    [Fact]
    public async Task Free_is_what_was_never_in_a_transaction_is_over_and_stands_in_no_orders_row_the_longest_free_first()
    {
        await DeriveAsync(1, until: 90_000);
        await DeriveAsync(2, until: 10_000);
        await DeriveAsync(3, until: 20_000, paidAt: 15_000);
        await DeriveAsync(4, until: 30_000);
        await DeriveAsync(5, until: 100_000);
        await DeriveAsync(6, until: 110_000);
        await DeriveAsync(7, until: 5_000, chain: "polygon");
        await DeriveAsync(8, until: 9_000, sightedAt: 8_000);
        await Store.WriteAsync(StateTable.Orders, "ord-00", Encoding.UTF8.GetBytes(
            """{"merchant":"m","number":"n","status":"expired","createdAt":1,"reservation":{"chain":"bsc","address":"0xk4","token":"USDT","units":"1","until":30000}}"""), null);

        (await Queries.FreeAsync(ChainId.Bsc, "k", Now, 10)).Should().Equal(("0xk2", 2), ("0xk1", 1));
        (await Queries.FreeAsync(ChainId.Bsc, "k", Now, 1)).Should().Equal(("0xk2", 2));
        (await Queries.CountHeldAsync(ChainId.Bsc, "k", Now)).Should().Be(2);
    }

    [Fact]
    public async Task Wallets_addresses_are_watched_for_good_and_derived_ones_for_their_time()
    {
        var addresses = Storage.Get<WalletAddressQueries>();
        await WriteAsync("0xfixed", "bsc", 1, "");
        await DeriveAsync(1, watchUntil: 99_999);
        await DeriveAsync(2, watchUntil: 100_000, registeredAt: 70_000);
        await DeriveAsync(3, chain: "polygon", watchUntil: 200_000);

        (await addresses.WatchedAsync(ChainId.Bsc, Now)).Should().BeEquivalentTo("0xfixed", "0xk2");
        (await addresses.CountWatchedAsync(ChainId.Bsc, Now)).Should().Be(2);
        (await addresses.CountWatchedAsync(ChainId.Bsc, DateTimeOffset.UnixEpoch)).Should().Be(3);
        (await addresses.RegisteredSinceAsync(ChainId.Bsc, DateTimeOffset.FromUnixTimeMilliseconds(120_000))).Should().Equal("0xk2");
    }

    [Fact]
    public async Task Awaited_is_where_an_order_holds_an_amount_and_what_may_be_given_away_as_long_as_it_is_watched()
    {
        await WriteAsync("0xfixed", "bsc", 1, "");
        await WriteAsync("0xidle", "bsc", 1, "");
        await DeriveAsync(1, watchUntil: 200_000);
        await DeriveAsync(2, watchUntil: 99_999);
        await DeriveAsync(3, watchUntil: 200_000, paidAt: 7);
        await DeriveAsync(4, watchUntil: 200_000, sightedAt: 7);
        await DeriveAsync(5, watchUntil: 200_000, paidAt: 7);
        await DeriveAsync(6, watchUntil: 200_000, chain: "polygon");
        foreach (var (key, address) in new[] { ("ord-00", "0xfixed"), ("ord-01", "0xk5") })
            await Store.WriteAsync(StateTable.Orders, key, Encoding.UTF8.GetBytes(
                $$$"""{"merchant":"m","number":"{{{key}}}","status":"pending","createdAt":1,"reservation":{"chain":"bsc","address":"{{{address}}}","token":"USDT","units":"1","until":130000}}"""), null);

        (await Storage.Get<WalletAddressQueries>().AwaitedAsync(ChainId.Bsc, Now)).Should().Equal("0xfixed", "0xk1", "0xk5");
    }
}

public sealed class PostgresDerivedAddressTests : DerivedAddressTests
{
    private readonly string database = TestServers.Fresh();

    protected override void Configure(StorageOptions options) => options.Database = database;
}

public sealed class SqliteDerivedAddressTests : DerivedAddressTests
{ }
