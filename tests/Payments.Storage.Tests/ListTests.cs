using Dapper;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Payouts;
using Payments.Domain.Transfers;
using Payments.Storage.Queries;
using Payments.Storage.Risk;
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
    public async Task Callbacks_that_are_not_heard_come_page_by_page_and_are_counted_by_host()
    {
        var order = new OrderId(new string('1', 32));
        for (var i = 1; i <= 4; i++)
            await FailingAsync(order, i, i == 2 ? "https://other.example/notify" : "https://shop.example/notify", isTried: true);
        await FailingAsync(order, 5, "https://shop.example/notify", isTried: false);
        var failing = Storage.Get<FailingCallbacks>();

        var page = await failing.PageAsync(Merchant, null, null, 3);
        page.Items.Select(delivery => delivery.Number).Should().Equal(4, 3, 2);
        page = await failing.PageAsync(Merchant, null, page.Next, 3);
        (page.Items.Single().Number, page.Next).Should().Be((1, (PageKey?)null));
        page = await failing.PageAsync(Merchant, "shop.example", null, 3);
        page.Items.Select(delivery => delivery.Number).Should().Equal(4, 3, 1);
        page.Next.Should().BeNull();
        (await failing.HostsAsync(Merchant)).Should().Equal(("shop.example", 3), ("other.example", 1));
        (await failing.PageAsync(new MerchantId("m2"), null, null, 3)).Items.Should().BeEmpty();
    }

    [Fact]
    public async Task Payouts_come_page_by_page_by_their_standing_or_by_the_merchants_own_id()
    {
        PayoutStatus[] stand = [PayoutStatus.Succeeded, PayoutStatus.Failed, PayoutStatus.Succeeded, PayoutStatus.Succeeded];
        for (var i = 0; i < stand.Length; i++) await PayoutAsync(i + 1, stand[i], Start.AddMilliseconds(i / 2));
        var payouts = Storage.Get<PayoutQueries>();

        var page = await payouts.ListAsync(Merchant, null, null, 3);
        page.Items.Select(payout => payout.Number).Should().Equal(4, 3, 2);
        page = await payouts.ListAsync(Merchant, null, page.Next, 3);
        (page.Items.Single().Number, page.Next).Should().Be((1, (PageKey?)null));
        page = await payouts.ListAsync(Merchant, PayoutStanding.Succeeded, null, 3);
        page.Items.Select(payout => payout.Number).Should().Equal(4, 3, 1);
        page.Next.Should().BeNull();
        (await payouts.ListAsync(new MerchantId("m2"), null, null, 3)).Items.Should().BeEmpty();
        (await payouts.FindAsync(Merchant, "w-2"))!.Number.Should().Be(2);
        (await payouts.FindAsync(Merchant, "w-5")).Should().BeNull();
        (await payouts.FindAsync(new MerchantId("m2"), "w-2")).Should().BeNull();
    }

    [Fact]
    public async Task Open_reviews_come_page_by_page_the_longest_waiting_first()
    {
        foreach (var (id, since) in new[] { (1, 3000), (2, 1000), (3, 2000), (4, 2000) })
        {
            var order = OrderOf($"{id:x32}", Start);
            var held = order with { Risk = new OrderRisk { OpenSince = DateTimeOffset.FromUnixTimeMilliseconds(since) } };
            await WriteAsync(StateTable.Orders, order.Id.GrainKey, held);
        }
        await OrderAsync($"{5:x32}", Start);
        var queue = Storage.Get<ReviewQueue>();

        var page = await queue.PageAsync(Merchant, null, 2);
        page.Items.Select(order => order.Number[^1]).Should().Equal('2', '3');
        page = await queue.PageAsync(null, page.Next, 2);
        page.Items.Select(order => order.Number[^1]).Should().Equal('4', '1');
        page.Next.Should().BeNull();
        (await queue.PageAsync(new MerchantId("m2"), null, 2)).Items.Should().BeEmpty();
    }

    [Fact]
    public async Task Past_orders_are_walked_each_once_from_a_time_on()
    {
        for (var i = 0; i < 6; i++) await OrderAsync($"{i:x32}", Start.AddMilliseconds(i / 2));
        var queue = Storage.Get<ReviewQueue>();
        var (seen, place) = (new List<char>(), default(PageKey?));
        do
        {
            (var orders, place) = await queue.PastAsync(Merchant, Start.AddMilliseconds(1), place, 3);
            seen.AddRange(orders.Select(order => order.Number[^1]));
        }
        while (place is not null && seen.Count < 100);

        seen.Should().Equal('2', '3', '4', '5');
    }

    [Fact]
    public async Task Orders_with_final_transfers_above_a_block_are_found_to_the_last_one()
    {
        var paid = Enumerable.Range(1, 1002).Select(number => OrderOf($"{number:x32}", Start, status: OrderStatus.Completed) with
        {
            Transfers = [new OrderTransfer { Transfer = Transfer(number, "0xa"), Confirmed = number != 7 }],
        });
        await Task.WhenAll(paid.Select(order => WriteAsync(StateTable.Orders, order.Id.GrainKey, order)));
        var orders = Storage.Get<OrderQueries>();

        var expected = Enumerable.Range(1, 1002).Where(number => number != 7).Select(number => new OrderId($"{number:x32}"));
        (await orders.FinalAboveAsync(ChainId.Bsc, 11)).Should().Equal(expected);
        (await orders.FinalAboveAsync(ChainId.Bsc, 12)).Should().BeEmpty();
        (await orders.FinalAboveAsync(ChainId.Polygon, 11)).Should().BeEmpty();
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

    private Task FailingAsync(OrderId order, int number, string url, bool isTried) => WriteAsync(
        StateTable.Deliveries, Delivery.GrainKey(order, number), new Delivery
        {
            Order = order,
            Number = number,
            Merchant = Merchant,
            Url = url,
            Form = CallbackForm.EpayParameters,
            Payload = "x=1",
            CreatedAt = Start.AddMilliseconds(number / 2),
            Attempts = isTried ? [new DeliveryAttempt { At = Start, Method = "GET", Url = url, DurationMs = 1, Error = "refused" }] : [],
        });

    private async Task PayoutAsync(int number, PayoutStatus status, DateTimeOffset createdAt)
    {
        var payout = new Payout
        {
            Id = $"w-{number}",
            Number = number,
            Wish = new PayoutWish { Amount = 1.5m, Coin = "USDT", Network = "bsc", Address = "0xa" },
            Status = status,
            By = "till",
            CreatedAt = createdAt,
            NotifyUrl = "https://gateway.example/notify",
        };
        var database = Storage.Get<IDatabase>();
        await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
            "INSERT INTO payouts (key, merchant, payout_id, status, created_at, state) " +
            $"VALUES (@key, @merchant, @id, @status, @at, {database.Json("@state")})",
            new
            {
                key = $"{Merchant}-{number:D10}",
                merchant = Merchant.Value,
                id = payout.Id,
                status = status == PayoutStatus.Failed ? "failed" : "succeeded",
                at = createdAt.ToUnixTimeMilliseconds(),
                state = Storage.Get<JsonStateSerializer>().Serialize(payout).ToString(),
            }, transaction));
    }

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
