using System.Globalization;
using System.Text;
using Payments.Domain.Identity;
using Payments.Domain.Risk;
using Payments.Storage.Risk;
using Payments.Storage.States;

namespace Payments.Storage.Tests;

/// <summary>What the database keeps for risk control, on both databases.</summary>
public abstract class RiskStoreTests : DatabaseTests
{
    private static readonly MerchantId Merchant = new("11111111111111111111111111111111");
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private RiskItems Items => Storage.Get<RiskItems>();

    private RiskDecisions Decisions => Storage.Get<RiskDecisions>();

    [Fact]
    public async Task A_list_is_read_by_edition_and_an_older_one_stays_as_it_was_for_an_hour()
    {
        var first = Items.NewEdition(7);
        await Items.AddAsync("l", first, ["203.0.113.0/24", "203.0.113.0/24", "198.51.100.1/32"]);
        var second = first + 1;
        await Items.CopyAsync("l", first, second);
        await Items.AddAsync("l", second, ["192.0.2.0/24", "198.51.100.1/32"]);
        await Items.AddAsync("other", second, ["192.0.2.0/24"]);
        (await Items.CountAsync("l", first), await Items.CountAsync("l", second)).Should().Be((2, 3));
        (await Items.PageAsync("l", second, "", 2)).Should().Equal("192.0.2.0/24", "198.51.100.1/32");
        (await Items.PageAsync("l", second, "198.51.100.1/32", 2)).Should().Equal("203.0.113.0/24");
        var list = new RiskList { Id = "l", Name = "l", Subject = RiskSubject.Network, Edition = second, UpdatedAt = Now };
        (await Items.ReadAsync(list)).Count.Should().Be(3);
        (await Items.ReadAsync(list with { Edition = 0 })).Count.Should().Be(0);

        await Items.SweepAsync("l", second);
        (await Items.CountAsync("l", first)).Should().Be(2, "somebody may still read it");
        var old = (Now - TimeSpan.FromHours(2)).ToUnixTimeMilliseconds() << 10;
        await Items.AddAsync("l", old, ["192.0.2.0/24"]);
        await Items.SweepAsync("l", second);
        (await Items.CountAsync("l", old), await Items.CountAsync("l", second)).Should().Be((0, 3));
        await Items.RemoveAsync("l", first);
        (await Items.CountAsync("l", first), await Items.CountAsync("l", second)).Should().Be((0, 3));
        await Items.RemoveAsync("l");
        (await Items.CountAsync("l", second), await Items.CountAsync("other", second)).Should().Be((0, 1));
    }

    [Fact]
    public async Task Windows_are_stored_exactly_and_replaced()
    {
        var counters = Storage.Get<RiskCounters>();
        (await counters.FindAsync("vel-1")).Should().BeEmpty();
        var window = new VelocityWindow(TimeSpan.FromDays(1));
        window.Add(0.1m, Now);
        window.Add(70.02m, Now + TimeSpan.FromHours(1));
        await counters.SaveAsync("vel-1", new Dictionary<string, VelocityWindow> { ["r"] = window });
        var read = (await counters.FindAsync("vel-1"))["r"];
        (read.Length, read.EndsAt, read.Add(0, Now + TimeSpan.FromHours(2))).Should().Be((window.Length, window.EndsAt, 70.12m));
        window.Add(1, Now + TimeSpan.FromHours(2));
        await counters.SaveAsync("vel-1", new Dictionary<string, VelocityWindow> { ["q"] = window });
        (await counters.FindAsync("vel-1")).Keys.Should().Equal("q");
    }

    [Fact]
    public async Task Decisions_of_an_order_are_kept_once_and_those_of_orders_that_were_not_made_count()
    {
        await WriteAsync(1, Order(1, 1, 2));
        await WriteAsync(1, Order(1, 2, 3), 1);
        await WriteAsync(1, Order(1), 2);
        var decision = new RiskDecision
        {
            Number = 0,
            At = Now,
            Stage = RiskStage.Creation,
            Outcome = RiskOutcome.Block,
            Rule = "r",
            RuleName = "rule",
            Measured = "70",
            Limit = "50",
        };
        await Decisions.RefusedAsync(Merchant, Id(2), "N-2", decision);
        await Decisions.RefusedAsync(Merchant, Id(2), "N-2", decision with { At = Now + TimeSpan.FromMilliseconds(1) });
        await Decisions.RefusedAsync(new MerchantId(new string('2', 32)), Id(3), "N-3", decision);

        var page = await Decisions.PageAsync(Merchant, null, null, 3);
        page.Items.Select(row => (row.OrderNumber, row.Outcome, row.ByInstallation, row.Times)).Should().Equal(
            ("N-2", "block", 0L, 2L), ("N-1", "review", 1L, 1L), ("N-1", "review", 1L, 1L));
        var rest = await Decisions.PageAsync(Merchant, null, page.Next, 3);
        (rest.Items.Count, rest.Next, rest.Items[0].MadeAt, rest.Items[0].Note).Should().Be((1, null, 1001L, "line 1"));
        (await Decisions.PageAsync(null, Now - TimeSpan.FromHours(1), null, 10)).Items.Should().HaveCount(2);
        (await Decisions.AllAsync(Merchant, null).ToArrayAsync()).Should().HaveCount(4);
    }

    [Fact]
    public async Task Open_reviews_are_counted_until_they_are_decided_or_their_order_is_over()
    {
        var queue = Storage.Get<ReviewQueue>();
        (await queue.CountAsync()).Should().Be((0L, null));
        await WriteAsync(1, Held(1, "pending", 2000));
        await WriteAsync(2, Held(2, "detected", 1000));
        await WriteAsync(3, Held(3, "expired", 500));
        await WriteAsync(4, Order(4, 1));
        (await queue.CountAsync()).Should().Be((2L, DateTimeOffset.FromUnixTimeMilliseconds(1000)));
        await WriteAsync(2, Order(2, 1), 1);
        (await queue.CountAsync()).Should().Be((1L, DateTimeOffset.FromUnixTimeMilliseconds(2000)));
    }

    private static OrderId Id(int number) => new(number.ToString("x32", CultureInfo.InvariantCulture));

    private static string Order(int number, params int[] decisions) => Order(number, "pending", "", decisions);

    private static string Held(int number, string status, long since) => Order(number, status, $"\"openSince\":{since},", []);

    private static string Order(int number, string status, string risk, int[] decisions)
    {
        var lines = decisions.Select(line =>
            $$"""{"at":{{1000 + line}},"text":"line {{line}}","stage":"creation","number":{{line}},"outcome":"review",""" +
            "\"isInstallation\":true}");
        return $$$"""
            {"id":"{{{Id(number)}}}","merchant":"{{{Merchant}}}","number":"N-{{{number}}}","status":"{{{status}}}",
            "createdAt":{{{number}}},"currency":"CNY","money":"70","terms":{"face":"epay"},
            "risk":{{{{risk}}}"decisions":[{{{string.Join(',', lines)}}}]}}
            """;
    }

    private Task WriteAsync(int number, string state, int? version = null) => Storage.Get<IStateStore>()
        .WriteAsync(StateTable.Orders, Id(number).GrainKey, Encoding.UTF8.GetBytes(state), version);
}

/// <summary>The same on SQLite.</summary>
public sealed class SqliteRiskStoreTests : RiskStoreTests;

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgresRiskStoreTests : RiskStoreTests
{
    private readonly string database = TestServers.Fresh();

    protected override void Configure(StorageOptions options) => options.Database = database;
}
