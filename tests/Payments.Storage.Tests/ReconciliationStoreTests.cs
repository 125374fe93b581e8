using System.Globalization;
using System.Text;
using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Reconciliation;
using Payments.Storage.Reconciliation;
using Payments.Storage.States;

namespace Payments.Storage.Tests;

/// <summary>Our side of comparisons and what they find, on both databases.</summary>
public abstract class ReconciliationStoreTests : DatabaseTests
{
    private static readonly MerchantId Merchant = new(new string('1', 32));
    private static readonly MerchantId Other = new(new string('2', 32));
    private static readonly ReconciliationKey Installation = new("wechat", null);
    private static readonly DateOnly Day = new(2026, 3, 1);
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(8));

    private ChargeBooks Books => Storage.Get<ChargeBooks>();

    private ReconciliationStore Store => Storage.Get<ReconciliationStore>();

    private ReconciliationQueries Queries => Storage.Get<ReconciliationQueries>();

    [Fact]
    public async Task Charges_are_read_by_account_and_by_either_of_their_times_each_once()
    {
        await WriteAsync(1, Charge(1, paidAt: Noon));
        await WriteAsync(2, Charge(2, paidAt: Noon));
        await WriteAsync(3, Charge(3, begunAt: Noon));
        await WriteAsync(4, Charge(4, paidAt: Noon, account: Merchant));
        await WriteAsync(5, Charge(5, paidAt: Noon.AddHours(12)));
        await WriteAsync(6, Charge(6, paidAt: Noon, provider: "alipay"));

        (await ReadAsync(Installation, StatementBasis.Paid)).Should().Equal(Reference(1), Reference(2));
        (await ReadAsync(Installation, StatementBasis.Begun)).Should().BeEquivalentTo(
            Reference(1), Reference(2), Reference(3), Reference(5));
        (await ReadAsync(new ReconciliationKey("wechat", Merchant), StatementBasis.Paid)).Should().Equal(Reference(4));
        (await ReadAsync(new ReconciliationKey("wechat", Other), StatementBasis.Paid)).Should().BeEmpty();
    }

    [Fact]
    public async Task What_becomes_of_a_charge_is_followed_and_outlives_its_orders_archiving()
    {
        await WriteAsync(1, Charge(1, begunAt: Noon));
        (await FindAsync(1)).Should().Match<OwnEntry>(entry => !entry.IsPaid && entry.Word == "open" && entry.At == null);
        await WriteAsync(1, Charge(1, begunAt: Noon, paidAt: Noon, providerId: "420"), 1);
        await WriteAsync(1, null, 2);

        (await FindAsync(1)).Should().Be(new OwnEntry
        {
            Key = new EntryKey(Reference(1), EntryKind.Payment),
            Merchant = Merchant,
            Amount = 70.10m,
            Currency = "CNY",
            IsPaid = true,
            Word = "paid",
            At = Noon,
        });
        (await Books.OwnersAsync("wechat", ["420", "421"])).Should().Equal(new Dictionary<string, MerchantId> { ["420"] = Merchant });
        (await Books.FindAsync("alipay", [Reference(1)], StatementBasis.Paid)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_result_takes_the_place_of_the_days_earlier_one_and_the_same_difference_stays_settled()
    {
        var (stays, goes) = (Missing(1), Missing(2));
        await Store.SaveAsync(Result(Day, [stays, goes]));
        var stored = (await DifferencesAsync()).Single(row => row.Reference == Reference(1));
        (await Store.SettleAsync(stored.Id, "the payer was asked")).Should().BeTrue();
        (await RunAsync(Day)).Should().Match<ReconciliationRun>(run => run.Differences == 2 && run.Open == 1);

        await Store.SaveAsync(Result(Day, [stays, Missing(3)]));

        (await DifferencesAsync()).Select(row => (row.Reference, row.SettledReason)).Should().BeEquivalentTo(
            [(Reference(1), "the payer was asked"), (Reference(3), (string?)null)]);
        await Store.SaveAsync(Result(Day, [stays with { Ours = stays.Ours! with { Amount = 71m } }]));
        (await DifferencesAsync()).Should().ContainSingle().Which.SettledAt.Should().BeNull("it is another difference");
        (await Queries.OpenAsync()).Should().Equal(new Dictionary<string, long> { ["wechat"] = 1 });
        (await Store.SettleAsync("nothing", "x")).Should().BeFalse();
    }

    [Fact]
    public async Task A_run_is_read_back_whole_and_keeps_when_it_was_tried_first()
    {
        var run = new ReconciliationRun
        {
            Account = new ReconciliationKey("wechat", Merchant),
            Day = Day,
            DoneAt = Noon.AddHours(2),
            FirstTriedAt = Noon,
            TriedAt = Noon.AddHours(1),
            Lines = 9,
            Foreign = 2,
            Entries = 8,
            Matched = 6,
            Differences = 3,
            Note = "no list of funds",
        };
        await Store.SaveAsync(new ReconciliationResult(run, [(Missing(1), Merchant)], []));
        (await RunAsync(Day)).Should().Be(run with { Open = 1 });
        var again = run with { DoneAt = Noon.AddHours(4), FirstTriedAt = Noon.AddHours(3), TriedAt = Noon.AddHours(3), Note = null };
        await Store.SaveAsync(new ReconciliationResult(again, [], []));
        (await RunAsync(Day)).Should().Be(again with { FirstTriedAt = Noon });
    }

    [Fact]
    public async Task Equal_differences_are_rows_of_their_own()
    {
        var twice = new Difference(DifferenceKind.Duplicate, Missing(1).Key, Line(1), null);
        await Store.SaveAsync(Result(Day, [twice, twice]));
        var first = (await DifferencesAsync()).Select(row => row.Id).ToArray();
        await Store.SaveAsync(Result(Day, [twice, twice]));
        (await DifferencesAsync()).Select(row => row.Id).Should().Equal(first).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_try_in_vain_leaves_what_was_found_and_says_why()
    {
        await Store.SaveTroubleAsync(Installation, Day, "not made yet");
        (await RunAsync(Day)).Should().Match<ReconciliationRun>(run => run.DoneAt == null && run.Trouble == "not made yet");
        (await Queries.StandingAsync(Installation))!.Value.GoodAt.Should().BeNull();
        await Store.SaveAsync(Result(Day, [Missing(1)]));
        await Store.SaveTroubleAsync(Installation, Day, "torn");
        (await RunAsync(Day)).Should().Match<ReconciliationRun>(run => run.DoneAt != null && run.Trouble == "torn" && run.Differences == 1);
        (await DifferencesAsync()).Should().HaveCount(1);
        (await Queries.StandingAsync(Installation))!.Value.GoodAt.Should().Be(Noon);
        (await Queries.StandingAsync(new ReconciliationKey("wechat", Other))).Should().BeNull();
    }

    [Fact]
    public async Task What_another_days_statement_has_is_missed_no_more()
    {
        var next = Day.AddDays(1);
        await Store.SaveAsync(Result(Day, [Missing(1), Missing(2)]));
        var noted = new Difference(DifferenceKind.OtherDay, Missing(1).Key, Line(1), Missing(1).Ours);
        await Store.SaveAsync(Result(next, [noted]));

        (await DifferencesAsync()).Where(row => row.Day == "2026-03-01")
            .Select(row => (row.Reference, row.SettledReason)).Should().BeEquivalentTo(
            [(Reference(1), "the statement of 2026-03-02 has it"), (Reference(2), (string?)null)]);
        (await Store.NotedElsewhereAsync(Installation, Day, [Reference(1), Reference(2)])).Should().Equal(Reference(1));
        (await Store.NotedElsewhereAsync(Installation, next, [Reference(1)])).Should().BeEmpty();
        (await Queries.OpenAsync())["wechat"].Should().Be(1, "a note is not open");
    }

    [Fact]
    public async Task Lists_are_paged_filtered_and_go_from_new_to_old()
    {
        for (var i = 0; i < 5; i++)
            await Store.SaveAsync(Result(Day.AddDays(i), [Missing(1), Missing(2)], Sum(Merchant, i + 1), Sum(null, 0)));
        var runs = await Queries.RunsAsync(new ReconciliationFilter(), null, 2);
        runs.Items.Select(run => run.Day).Should().Equal(Day.AddDays(4), Day.AddDays(3));
        ReconciliationPlace.TryParse(runs.Next!.ToString(), ReconciliationQueries.RunPlace, out var place).Should().BeTrue();
        var rest = await Queries.RunsAsync(new ReconciliationFilter(), place, 3);
        (rest.Items.Count, rest.Items[^1].Day, rest.Next).Should().Be((3, Day, null));

        var (from, to) = (Day.AddDays(1), Day.AddDays(2));
        var filter = new ReconciliationFilter { Provider = "wechat", Account = "installation", From = from, To = to };
        var all = new List<StoredDifference>();
        await foreach (var row in Queries.AllDifferencesAsync(filter, CancellationToken.None)) all.Add(row);
        all.Select(row => row.Day).Should().Equal("2026-03-03", "2026-03-03", "2026-03-02", "2026-03-02");
        (await Queries.DifferencesAsync(filter with { Account = Other.Value }, null, 10)).Items.Should().BeEmpty();

        var mine = await Queries.SettlementsAsync(new ReconciliationFilter { Merchant = Merchant }, null, 10);
        mine.Items.Select(row => (row.Day, row.Gross, row.Net)).Should().StartWith([("2026-03-05", "5", "4.5")]).And.HaveCount(5);
        (await Queries.SettlementsAsync(new ReconciliationFilter(), null, 100)).Items.Should().HaveCount(10);
        ReconciliationPlace.TryParse(runs.Next.ToString(), ReconciliationQueries.DifferencePlace, out _).Should().BeFalse();
    }

    private static string Reference(int number) =>
        new ChargeReference(new OrderId(number.ToString("x32", CultureInfo.InvariantCulture)), 1).ToString();

    private static Difference Missing(int number)
    {
        var key = new EntryKey(Reference(number), EntryKind.Payment);
        return new Difference(DifferenceKind.MissingThere, key, null, new OwnEntry
        {
            Key = key,
            Merchant = Merchant,
            Amount = 70m,
            Currency = "CNY",
            IsPaid = true,
            Word = "paid",
            At = Noon,
        });
    }

    private static StatementEntry Line(int number) => new()
    {
        Key = new EntryKey(Reference(number), EntryKind.Payment),
        Number = "420",
        Amount = 70m,
        Currency = "CNY",
        Fee = -0.4200m,
        IsPaid = true,
        At = Noon,
        Word = "SUCCESS",
    };

    private static SettlementSum Sum(MerchantId? merchant, decimal gross) =>
        new(merchant, "CNY") { Payments = 1, Gross = gross, Stated = gross, Fees = 0.5m };

    private static ReconciliationResult Result(DateOnly day, IReadOnlyList<Difference> found, params SettlementSum[] sums) => new(
        new ReconciliationRun
        {
            Account = Installation,
            Day = day,
            DoneAt = Noon,
            FirstTriedAt = Noon,
            TriedAt = Noon,
            Lines = 9,
            Differences = found.Count(one => one.Kind != DifferenceKind.OtherDay),
        },
        [.. found.Select(one => (one, one.Ours?.Merchant))], sums);

    private async Task<IReadOnlyList<StoredDifference>> DifferencesAsync() =>
        (await Queries.DifferencesAsync(new ReconciliationFilter(), null, 100)).Items;

    private async Task<ReconciliationRun> RunAsync(DateOnly day) =>
        (await Queries.RunsAsync(new ReconciliationFilter { From = day, To = day }, null, 1)).Items.Single();

    private async Task<IReadOnlyList<string>> ReadAsync(ReconciliationKey account, StatementBasis basis)
    {
        var found = new List<string>();
        var from = Noon.AddHours(-12);
        await foreach (var entry in Books.OfAsync(account, basis, from, from.AddDays(1), CancellationToken.None))
            found.Add(entry.Key.Reference);
        return found;
    }

    private async Task<OwnEntry> FindAsync(int number) =>
        (await Books.FindAsync("wechat", [Reference(number), Reference(99)], StatementBasis.Paid)).Values.Single();

    private static string Charge(int number, DateTimeOffset? begunAt = null, DateTimeOffset? paidAt = null, MerchantId? account = null,
        string provider = "wechat", string? providerId = null)
    {
        var own = account is { } owner ? $",\"account\":\"{owner}\"" : "";
        var paid = paidAt is { } at ? $",\"paidAt\":{at.ToUnixTimeMilliseconds()}" : "";
        var id = providerId is null ? "" : $",\"providerId\":\"{providerId}\"";
        var state = paidAt is null ? "open" : "paid";
        return $$"""
            {"reference":"{{Reference(number)}}","provider":"{{provider}}","amount":"70.10","currency":"CNY","state":"{{state}}",
            "createdAt":{{(begunAt ?? Noon).ToUnixTimeMilliseconds()}}{{paid}}{{own}}{{id}}}
            """;
    }

    private async Task WriteAsync(int number, string? charge, int? expected = null)
    {
        var id = new OrderId(number.ToString("x32", CultureInfo.InvariantCulture));
        var state = $$"""
            {"id":"{{id}}","merchant":"{{Merchant}}","status":"pending","createdAt":{{number}},"currency":"CNY","money":"70.10",
            "terms":{"face":"epay"}{{(charge is null ? "" : $",\"charges\":[{charge}]")}}}
            """;
        await Storage.Get<IStateStore>().WriteAsync(StateTable.Orders, id.GrainKey, Encoding.UTF8.GetBytes(state), expected);
    }
}

public sealed class SqliteReconciliationStoreTests : ReconciliationStoreTests;

public sealed class PostgresReconciliationStoreTests : ReconciliationStoreTests
{
    private readonly string database = TestServers.Fresh();

    protected override void Configure(StorageOptions options) => options.Database = database;
}
