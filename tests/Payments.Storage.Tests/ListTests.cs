using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Storage.Queries;
using Payments.Storage.States;

namespace Payments.Storage.Tests;

/// <summary>Lists, paged by key, on both databases.</summary>
public abstract class ListTests : DatabaseTests
{
    private static readonly MerchantId Merchant = new("m1");
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_000);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(7)]
    public async Task Orders_come_page_by_page_each_once_though_new_ones_arrive(int limit)
    {
        // Three of one millisecond each: the key tells them apart.
        for (var i = 0; i < 10; i++) await OrderAsync($"{i:x32}", Start.AddMilliseconds(i / 3));
        await OrderAsync("ffffffffffffffffffffffffffffffff", Start.AddDays(1), "m2");
        var orders = Storage.Get<OrderLists>();

        var seen = new List<string>();
        Page<ListedOrder> page;
        PageKey? place = null;
        do
        {
            page = await orders.PageAsync(Merchant, OrderFilter.All, place, limit);
            page.Items.Should().HaveCountLessThanOrEqualTo(limit);
            seen.AddRange(page.Items.Select(listed => listed.Order.Id.Value));
            await OrderAsync($"a{seen.Count:x31}", Start.AddDays(1));
            place = page.Next;
        }
        while (place is not null && seen.Count < 100);

        seen.Should().Equal(Enumerable.Range(0, 10).Reverse().Select(i => $"{i:x32}"));
    }

    [Fact]
    public async Task Callbacks_come_page_by_page_of_one_order_or_of_all()
    {
        var (first, second) = (new OrderId(new string('1', 32)), new OrderId(new string('2', 32)));
        for (var i = 1; i <= 4; i++) await DeliveryAsync(first, i, Start.AddMilliseconds(i / 2));
        await DeliveryAsync(second, 1, Start.AddMilliseconds(1));
        var deliveries = Storage.Get<DeliveryQueries>();

        var page = await deliveries.ListAsync(Merchant, first, null, 3);
        page.Items.Select(delivery => delivery.Number).Should().Equal(4, 3, 2);
        page = await deliveries.ListAsync(Merchant, first, page.Next, 3);
        (page.Items.Single().Number, page.Next).Should().Be((1, (PageKey?)null));

        var all = await deliveries.ListAsync(Merchant, null, null, 2);
        all.Items.Select(delivery => delivery.Id).Should().Equal($"{first}-4", $"{second}-1");
        (await deliveries.ListAsync(Merchant, null, all.Next, 10)).Items.Select(delivery => delivery.Id).Should().Equal($"{first}-3", $"{first}-2", $"{first}-1");
        (await deliveries.ListAsync(new MerchantId("m2"), first, null, 10)).Items.Should().BeEmpty();
    }

    [Fact]
    public async Task Unmatched_transfers_of_all_addresses_come_in_one_list()
    {
        foreach (var (address, owner) in new[] { ("0xa", "m1"), ("0xb", "m1"), ("0xc", "m2") })
            await Storage.Get<IStateStore>().WriteAsync(StateTable.WalletAddresses, $"adr-bsc-{address}",
                System.Text.Encoding.UTF8.GetBytes($$"""{"chain":"bsc","address":"{{address}}","registeredAt":5,"owner":"{{owner}}"}"""), null);
        var store = Storage.Get<TransferStore>();
        await store.AddAsync([.. Enumerable.Range(0, 9).Select(i => Transfer(i, $"0x{"abc"[i % 3]}"))], null);

        var seen = new List<string>();
        PageKey? place = null;
        do
        {
            var page = await store.ListAsync(Merchant, place, 2);
            seen.AddRange(page.Items.Select(unmatched => unmatched.Transfer.Transaction));
            place = page.Next;
        }
        while (place is not null && seen.Count < 100);

        seen.Should().Equal("7", "6", "4", "3", "1", "0");
    }

    [Fact]
    public async Task Orders_are_found_by_a_transaction_of_theirs_whichever_merchant_has_them()
    {
        foreach (var merchant in new[] { "m1", "m2" })
            await Storage.Get<IStateStore>().WriteAsync(StateTable.Merchants, $"mch-{merchant}",
                System.Text.Encoding.UTF8.GetBytes($$"""{"pid":{{merchant[1]}},"apiKeyHash":"{{merchant}}"}"""), null);
        for (var i = 1; i <= 4; i++)
        {
            var order = OrderOf($"{i:x32}", Start, i % 2 == 0 ? "m1" : "m2");
            var paid = order with { Transfers = [new OrderTransfer { Transfer = Transfer(i / 2, "0xa") }] };
            await WriteAsync(StateTable.Orders, order.Id.GrainKey, paid);
        }
        var found = await Storage.Get<OrderQueries>().NamingAsync("1");
        found.Select(order => $"{order.Merchant} {order.Number[^1]}").Should().BeEquivalentTo("m1 2", "m2 3");
        (await Storage.Get<OrderQueries>().NamingAsync("9")).Should().BeEmpty();
    }

    [Fact]
    public async Task Orders_are_counted_by_status_to_the_last_one()
    {
        await FillAsync();
        var census = new OrderCensus(Storage.Get<OrderQueries>(), new HastyClock(TimeSpan.Zero));
        var counts = await census.ContinueAsync();
        (counts.Share, counts.ByStatus.Count).Should().Be((1, 2));
        (counts.ByStatus["pending"], counts.ByStatus["completed"]).Should().Be((192, 64));
        (await Storage.Get<OrderLists>().CountAsync(Merchant)).Should().Be(256);

        await OrderAsync(new string('f', 32), Start, status: OrderStatus.Expired);
        (await census.ContinueAsync()).ByStatus["expired"].Should().Be(1);
    }

    [Fact]
    public async Task A_count_that_takes_too_long_goes_on_with_the_next_call_and_estimates_until_then()
    {
        await FillAsync();
        // Every look at the clock is 70 ms later: a query takes longer than it should, and few of them fit into the budget.
        var census = new OrderCensus(Storage.Get<OrderQueries>(), new HastyClock(TimeSpan.FromMilliseconds(70)));
        var first = await census.ContinueAsync();
        first.Share.Should().BeInRange(1d / OrderCensus.Parts, 10d / OrderCensus.Parts);

        var counts = first;
        for (var calls = 1; counts.Share < 1; calls++)
        {
            calls.Should().BeLessThan(OrderCensus.Parts);
            counts = await census.ContinueAsync();
        }
        (counts.ByStatus["pending"], counts.ByStatus["completed"]).Should().Be((192, 64));
    }

    /// <summary>256 orders, spread over the keys as hashes are; every fourth is completed.</summary>
    private async Task FillAsync() => await Task.WhenAll(Enumerable.Range(0, 256).Select(i =>
        OrderAsync($"{i:x2}{new string('0', 30)}", Start, status: i % 4 == 0 ? OrderStatus.Completed : OrderStatus.Pending)));

    protected Task OrderAsync(string id, DateTimeOffset createdAt, string merchant = "m1", OrderStatus status = OrderStatus.Pending) =>
        WriteAsync(StateTable.Orders, $"ord-{id}", OrderOf(id, createdAt, merchant, status));

    private static Order OrderOf(
        string id, DateTimeOffset createdAt, string merchant = "m1", OrderStatus status = OrderStatus.Pending) => new()
        {
            Id = new OrderId(id),
            Merchant = new MerchantId(merchant),
            Pid = 1000,
            Number = id,
            Status = status,
            Currency = "CNY",
            Money = 70,
            Terms = new OrderTerms { Face = Face.Epay, MoneyText = "70" },
            CreatedAt = createdAt,
            OpenedAt = createdAt,
            ExpiresAt = createdAt,
        };

    private Task DeliveryAsync(OrderId order, int number, DateTimeOffset createdAt) => WriteAsync(StateTable.Deliveries, Delivery.GrainKey(order, number), new Delivery
    {
        Order = order,
        Number = number,
        Merchant = Merchant,
        Url = "https://shop.example/notify",
        Form = CallbackForm.EpayParameters,
        Payload = "x=1",
        CreatedAt = createdAt,
    });

    private Task<int> WriteAsync<T>(StateTable table, string key, T state) =>
        Storage.Get<IStateStore>().WriteAsync(table, key, Storage.Get<JsonStateSerializer>().Serialize(state).ToMemory(), null);

    private static Transfer Transfer(int number, string address) => new()
    {
        Id = new TransferId($"bsc:{number}:0"),
        Chain = ChainId.Bsc,
        Token = "USDT",
        Units = 5,
        From = "0xf",
        To = address,
        Transaction = $"{number}",
        Block = 12,
        BlockHash = "0xb",
        BlockTime = Start,
    };
}

/// <summary>A clock that moves on by a step whenever it is looked at.</summary>
internal sealed class HastyClock(TimeSpan step) : TimeProvider
{
    private long ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => ticks += step.Ticks;
}

public sealed class PostgresListTests : ListTests
{
    private readonly string database = TestServers.Fresh();

    protected override void Configure(StorageOptions options) => options.Database = database;
}

public sealed class SqliteListTests : ListTests
{ }
