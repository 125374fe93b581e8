using System.Globalization;
using System.Text;
using Payments.Domain.Identity;
using Payments.Domain.Reconciliation;
using Payments.Domain.Sharing;
using Payments.Storage.Queries;
using Payments.Storage.Reconciliation;
using Payments.Storage.States;

namespace Payments.Storage.Tests;

/// <summary>What the database keeps of shares of payments, on both databases.</summary>
public abstract class ShareStoreTests : DatabaseTests
{
    private static readonly MerchantId Merchant = new("11111111111111111111111111111111");

    private ShareQueries Shares => Storage.Get<ShareQueries>();

    [Fact]
    public async Task Shares_are_listed_newest_first_as_they_are_now_and_stay_when_their_order_is_archived()
    {
        await WriteAsync(1, Order(1));
        await WriteAsync(1, Order(1, [Share(1, 10, "requested"), Share(2, 10, "failed")]), 1);
        await WriteAsync(1, Order(1, [Share(1, 10, "succeeded", 15), Share(2, 10, "failed")]), 2);
        await WriteAsync(2, Order(2));
        await WriteAsync(2, Order(2, [Share(1, 20, "processing")]), 1);
        (await Shares.OldestOpenAsync()).Should().Be(DateTimeOffset.FromUnixTimeMilliseconds(20));

        var page = await Shares.ListAsync(Merchant, null, null, 2);
        page.Items.Select(row => (row.Order, row.Share.Number, row.Share.Status))
            .Should().Equal((Id(2), 1, ShareStatus.Processing), (Id(1), 2, ShareStatus.Failed));
        (await Shares.ListAsync(Merchant, null, page.Next, 2)).Items.Single().Share.Amount.Should().Be(7.01m);
        (await Shares.ListAsync(Merchant, ShareStatus.Succeeded, null, 2)).Items.Should().ContainSingle();
        (await Shares.ListAsync(new MerchantId(new string('2', 32)), null, null, 2)).Items.Should().BeEmpty();
        await WriteAsync(1, Order(1), 3);
        (await Shares.AllAsync(Merchant, null).ToListAsync()).Should().HaveCount(3);
    }

    [Fact]
    public async Task A_days_shares_are_added_up_and_what_was_given_back_is_taken_off()
    {
        await WriteAsync(1, Order(1));
        await WriteAsync(1, Order(1, [Share(1, 10, "succeeded", 15), Share(2, 10, "failed"), Share(3, 10, "succeeded", 30)]), 1);
        await WriteAsync(1, Order(1, [Share(1, 10, "succeeded", 15), Share(2, 10, "failed"), Share(3, 10, "succeeded", 30)],
            [Return(1, 16, "succeeded", 29), Return(2, 16, "requested")]), 2);
        (await OfAsync(null, 15, 30)).Should().Equal((Merchant, "CNY", 7.01m), (Merchant, "CNY", -2.5m));
        (await OfAsync(null, 30, 31)).Should().Equal((Merchant, "CNY", 7.01m));
        (await OfAsync(Merchant, 15, 31)).Should().BeEmpty("the payment went by the installation's account");
    }

    private async Task<IReadOnlyList<(MerchantId, string, decimal)>> OfAsync(MerchantId? owner, long from, long to) =>
        await Storage.Get<ShareBooks>().OfAsync(new ReconciliationKey("alipay", owner),
            DateTimeOffset.FromUnixTimeMilliseconds(from), DateTimeOffset.FromUnixTimeMilliseconds(to), default).ToListAsync();

    private static OrderId Id(int number) => new(number.ToString("x32", CultureInfo.InvariantCulture));

    private static string Order(int number, string[]? shares = null, string[]? returns = null) => $$"""
        {"id":"{{Id(number)}}","merchant":"{{Merchant}}","number":"N-{{number}}","status":"completed","createdAt":{{number}},
        "currency":"CNY","money":"70","terms":{"face":"epay"},
        "charges":[{"provider":"alipay","method":"alipay_qr","reference":"c_{{number}}","amount":"70","currency":"CNY","state":"paid",
        "createdAt":1,"expiresAt":9,"paidAt":5}],
        "shares":[{{string.Join(',', shares ?? [])}}],"shareReturns":[{{string.Join(',', returns ?? [])}}]}
        """;

    private static string Share(int number, long at, string status, long? endedAt = null) => $$"""
        {"number":{{number}},"charge":"c_1","provider":"alipay","rule":"r","kind":"userId","account":"2088","description":"d",
        "currency":"CNY","amount":"7.01","of":"70","afterRefunds":0,"givesBack":true,"status":"{{status}}","createdAt":{{at}}
        {{(endedAt is { } end ? $",\"endedAt\":{end}" : "")}}}
        """;

    private static string Return(int number, long at, string status, long? endedAt = null) => $$"""
        {"number":{{number}},"share":1,"refund":1,"provider":"alipay","charge":"c_1","currency":"CNY","amount":"2.5",
        "status":"{{status}}","createdAt":{{at}}{{(endedAt is { } end ? $",\"endedAt\":{end}" : "")}}}
        """;

    private Task WriteAsync(int number, string state, int? version = null) => Storage.Get<IStateStore>()
        .WriteAsync(StateTable.Orders, Id(number).GrainKey, Encoding.UTF8.GetBytes(state), version);
}

/// <summary>The same on SQLite.</summary>
public sealed class SqliteShareStoreTests : ShareStoreTests;

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgresShareStoreTests : ShareStoreTests
{
    private readonly string database = TestServers.Fresh();

    protected override void Configure(StorageOptions options) => options.Database = database;
}
