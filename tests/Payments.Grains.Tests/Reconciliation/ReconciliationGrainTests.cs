using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts.Reconciliation;
using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Reconciliation;
using Payments.Domain.Refunds;
using Payments.Grains.Reconciliation;
using Payments.Grains.Tests.Alarms;
using Payments.Providers.Common;
using Payments.Storage.Reconciliation;
using Payments.Storage.States;
using Payments.Testing;
using Payments.Testing.Silo;

namespace Payments.Grains.Tests.Reconciliation;

/// <summary>
/// The daily comparison of a provider's statements, on the test's clock. The provider's day is UTC's and published at once.
/// </summary>
public sealed class ReconciliationGrainTests : AlarmHost
{
    private static readonly ReconciliationKey Account = new("toy", null);
    private static readonly TimeSpan Round = ProviderWatchGrain.Every;

    private readonly ToyProvider toy = new()
    {
        Abilities = ProviderAbilities.Query | ProviderAbilities.Statements,
        Calendar = new StatementCalendar(TimeSpan.Zero, TimeSpan.Zero, StatementBasis.Paid),
    };

    private DateOnly Yesterday => DateOnly.FromDateTime(Now.UtcDateTime).AddDays(-1);

    private IReconciliationGrain Grain => Host.Grains.GetGrain<IReconciliationGrain>(Account.GrainKey);

    private IProviderWatchGrain Watch => Host.Grains.GetGrain<IProviderWatchGrain>(IProviderWatchGrain.Key);

    private ReconciliationQueries Queries => Host.Get<ReconciliationQueries>();

    protected override void Add(IServiceCollection services) => services.AddSingleton<IPaymentProvider>(toy)
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Chains:Bsc:Rpc"] = "http://127.0.0.1:1",
            ["Chains:Bsc:MostBehind"] = "off",
            ["Providers:Toy:Key"] = "k-1",
        }).Build());

    [Fact]
    public async Task A_day_is_compared_when_its_statement_is_there_and_every_planted_difference_is_found()
    {
        var day = Yesterday;
        for (var number = 1; number <= 9; number++) await ChargeAsync(number, At(day, number), isPaid: number != 6);
        // Paid a second after midnight here, and before it there.
        await ChargeAsync(10, At(day, 24).AddSeconds(1));
        toy.Bills[day] = () =>
        [
            Line(1), Line(2), Line(3) with { Amount = 70.01m }, Line(4) with { Currency = "USD" },
            Line(5), Line(5) with { ProviderId = "again" }, Line(6), Line(7) with { Fee = 71m }, Line(10), Line(11),
            Line(12) with { Reference = "shop-9" },
            Line(1) with { Reference = "R1", IsRefund = true, Amount = 20m, Payment = Reference(1) },
        ];
        await Watch.StartAsync();
        var run = await RunAsync(day);

        run.Should().Match<ReconciliationRun>(found =>
            found.Lines == 12 && found.Foreign == 1 && found.Entries == 8 && found.Matched == 4 &&
            found.Differences == 9 && found.Open == 9);
        (await DifferencesAsync(day)).Should().BeEquivalentTo(new[]
        {
            ("other_amount", Reference(3)), ("other_currency", Reference(4)), ("duplicate", Reference(5)), ("other_state", Reference(6)),
            ("fee", Reference(7)), ("missing_there", Reference(8)), ("missing_there", Reference(9)), ("other_day", Reference(10)),
            ("missing_here", Reference(11)), ("missing_here", "R1"),
        });
        var sums = (await Queries.SettlementsAsync(new ReconciliationFilter(), null, 10)).Items;
        sums.Should().ContainSingle(sum => sum.Merchant == ShopId.Value && sum.Currency == "CNY")
            .Which.Should().Match<Settlement>(sum =>
                sum.Payments == 8 && sum.Gross == "560" && sum.RefundCount == 1 && sum.Refunds == "20");
    }

    [Fact]
    public async Task What_a_statement_has_twice_counts_for_the_merchant_whose_it_is_though_it_is_of_another_day()
    {
        toy.Abilities |= ProviderAbilities.PartialRefund;
        var day = Yesterday;
        foreach (var (number, on) in new[] { (1, day), (2, day.AddDays(-1)), (3, day) })
            await ChargeAsync(number, At(on, 1), merchant: number);
        var refund = Line(3) with { Reference = "R3", IsRefund = true, Amount = 20m, Payment = Reference(3) };
        toy.Bills[day] = () => [Line(1), Line(1), Line(2), Line(2), Line(2), Line(3), refund, refund, Line(4), Line(4)];
        (await Host.Get<Reconciler>().RunAsync(Account, day, CancellationToken.None)).Should().BeNull();

        string? MerchantOf(int number) => number.ToString("x32", CultureInfo.InvariantCulture);
        var found = (await Queries.DifferencesAsync(new ReconciliationFilter { From = day, To = day }, null, 100)).Items;
        found.Where(row => row.Kind == "duplicate").Select(row => (row.Reference, row.Merchant)).Should().BeEquivalentTo(new[]
        {
            (Reference(1), MerchantOf(1)), (Reference(2), MerchantOf(2)), (Reference(2), MerchantOf(2)), ("R3", MerchantOf(3)),
            (Reference(4), null),
        });
    }

    [Fact]
    public async Task A_late_bill_is_asked_for_again_and_a_torn_one_leaves_nothing_behind()
    {
        var day = Yesterday;
        await ChargeAsync(1, At(day, 1));
        toy.Bills[day] = () => throw new ProviderUnavailableException("not made yet");
        await Watch.StartAsync();
        await PassRoundsAsync(async () => (await Grain.GetAsync())?.Tries > 0);
        (await FindAsync(day))!.Trouble.Should().Be("not made yet");

        toy.Bills[day] = Torn;
        await PassRoundsAsync(async () => (await FindAsync(day))!.Trouble == "torn");
        (await FindAsync(day))!.Should().Match<ReconciliationRun>(run => run.DoneAt == null && run.Lines == 0);
        (await DifferencesAsync(day)).Should().BeEmpty();

        toy.Bills[day] = () => [Line(1)];
        var done = await RunAsync(day);
        done.Should().Match<ReconciliationRun>(run => run.Trouble == null && run.Matched == 1 && run.Differences == 0);
        (await Grain.GetAsync())!.NextDay.Should().Be(day.AddDays(1));

        IEnumerable<StatementLine> Torn()
        {
            yield return Line(2);
            throw new ProviderUnavailableException("torn");
        }
    }

    [Fact]
    public async Task An_empty_bill_is_doubted_while_there_is_money_here()
    {
        var day = Yesterday;
        await ChargeAsync(1, At(day, 1));
        toy.Bills[day] = () => [];
        await Watch.StartAsync();
        await PassRoundsAsync(async () => (await FindAsync(day))?.Trouble is not null);
        (await FindAsync(day))!.Trouble.Should().Contain("the statement is empty, and 1 payments");

        await PassAsync(ReconciliationRules.EmptyPatience);
        await RunAsync(day);
        (await DifferencesAsync(day)).Should().Equal(("missing_there", Reference(1)));
    }

    [Fact]
    public async Task A_process_that_dies_between_leaves_the_day_to_the_next_and_nothing_is_doubled()
    {
        var day = Yesterday;
        await ChargeAsync(1, At(day, 1));
        toy.Bills[day] = () => [Line(1), Line(2)];
        // As if it had died after the result was stored and before the day was noted as done.
        (await Host.Get<Reconciler>().RunAsync(Account, day, CancellationToken.None)).Should().BeNull();
        (await Grain.AskAsync(day)).Should().Be(AskOutcome.Taken);
        await RestartAsync(GrainHost.Keys(1));

        await Watch.StartAsync();
        await PassRoundsAsync(async () => (await Grain.GetAsync()) is { Asked.Count: 0 } state && state.NextDay > day);

        (await DifferencesAsync(day)).Should().Equal(("missing_here", Reference(2)));
        (await Queries.RunsAsync(new ReconciliationFilter { Provider = "toy" }, null, 10)).Items.Should().ContainSingle();
        (await Queries.SettlementsAsync(new ReconciliationFilter { Merchant = ShopId }, null, 10)).Items.Should().ContainSingle()
            .Which.Gross.Should().Be("70");
    }

    [Fact]
    public async Task Any_day_is_compared_again_with_the_same_result_and_what_was_settled_stays_so()
    {
        var day = Yesterday.AddDays(-5);
        await ChargeAsync(1, At(day, 1));
        toy.Bills[day] = () => [Line(1) with { Amount = 69m }, Line(2)];
        (await Grain.AskAsync(day)).Should().Be(AskOutcome.Taken);
        await Patience.UntilAsync(async () => await FindAsync(day) is { DoneAt: not null }, "it compared");
        var first = (await Queries.DifferencesAsync(new ReconciliationFilter(), null, 10)).Items;
        first.Should().HaveCount(2);
        (await Host.Get<ReconciliationStore>().SettleAsync(first[0].Id, "a discount at the till")).Should().BeTrue();

        await PassAsync(TimeSpan.FromMinutes(1));
        (await Grain.AskAsync(day)).Should().Be(AskOutcome.Taken);
        await Patience.UntilAsync(async () => (await FindAsync(day))!.DoneAt > Now - TimeSpan.FromSeconds(30), "it compared again");

        var again = (await Queries.DifferencesAsync(new ReconciliationFilter(), null, 10)).Items;
        again.Select(row => row.Id).Should().Equal(first.Select(row => row.Id));
        again.Select(row => row.SettledReason).Should().Equal("a discount at the till", null);
        (await Grain.AskAsync(Yesterday.AddDays(1))).Should().Be(AskOutcome.NotPublished);
        (await Host.Grains.GetGrain<IReconciliationGrain>(new ReconciliationKey("toy", ShopId).GrainKey).AskAsync(day)).Should()
            .Be(AskOutcome.NoAccount);
        (await Host.Grains.GetGrain<IReconciliationGrain>(new ReconciliationKey("medogram", null).GrainKey).AskAsync(day)).Should()
            .Be(AskOutcome.NoAccount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refunds_are_compared_by_their_own_number_or_where_the_provider_gives_none_by_their_payments(bool isByPayment)
    {
        if (!isByPayment) toy.Abilities |= ProviderAbilities.PartialRefund;
        var day = Yesterday;
        for (var number = 1; number <= 5; number++) await ChargeAsync(number, At(day, 1));
        await RefundAsync(1, At(day, 2));
        await RefundAsync(2, At(day, 2));
        await RefundAsync(3, null);
        await RefundAsync(4, At(day.AddDays(-1), 2));
        StatementLine Refund(int number, decimal amount = 20m) => Line(number) with
        {
            Reference = isByPayment ? Reference(number) : new RefundReference(Id(number), 1).ToString(),
            IsRefund = true,
            Amount = amount,
            Fee = null,
            Payment = Reference(number),
        };
        toy.Bills[day] = () =>
        [
            .. Enumerable.Range(1, 5).Select(Line), Refund(1), Refund(3), Refund(4, 19m), Refund(5),
        ];
        (await Host.Get<Reconciler>().RunAsync(Account, day, CancellationToken.None)).Should().BeNull();

        string Named(int number) => isByPayment ? Reference(number) : new RefundReference(Id(number), 1).ToString();
        (await DifferencesAsync(day)).Should().BeEquivalentTo(
        [
            ("missing_there", Named(2)), ("other_state", Named(3)), ("other_amount", Named(4)), ("other_day", Named(4)),
            ("missing_here", Named(5)),
        ]);
        (await FindAsync(day))!.Should().Match<ReconciliationRun>(run => run.Matched == 6 && run.Differences == 4);
    }

    [Fact]
    public async Task The_gross_of_all_merchants_is_the_sum_of_all_charges_of_the_day()
    {
        var (day, total) = (Yesterday, 0m);
        var amounts = Enumerable.Range(1, 300).ToDictionary(number => number, number => number * 7919 % 100_000 / 100m + 0.01m);
        foreach (var (number, amount) in amounts)
        {
            await ChargeAsync(number, At(day, 0).AddSeconds(number), amount: amount, merchant: number % 7);
            total += amount;
        }
        toy.Bills[day] = () => amounts.Select(one => Line(one.Key) with { Amount = one.Value, Fee = Math.Round(one.Value * 0.006m, 2) });
        (await Host.Get<Reconciler>().RunAsync(Account, day, CancellationToken.None)).Should().BeNull();

        var sums = (await Queries.SettlementsAsync(new ReconciliationFilter(), null, 100)).Items;
        sums.Should().HaveCount(7);
        sums.Sum(sum => Number(sum.Gross)).Should().Be(total);
        sums.Sum(sum => Number(sum.Stated)).Should().Be(total);
        sums.Should().OnlyContain(sum => Number(sum.Net) == Number(sum.Gross) - Number(sum.Fees));
        (await FindAsync(day))!.Should().Match<ReconciliationRun>(run => run.Matched == 300 && run.Differences == 0);
    }

    [Fact]
    public async Task Ten_thousand_differences_of_a_day_are_stored_and_all_are_counted()
    {
        var day = Yesterday;
        toy.Bills[day] = () => Enumerable.Range(1, 10_001).Select(Line);
        (await Host.Get<Reconciler>().RunAsync(Account, day, CancellationToken.None)).Should().BeNull();

        (await FindAsync(day))!.Should().Match<ReconciliationRun>(run => run.Differences == 10_001 && run.Open == 10_000);
    }

    [Fact]
    public void Any_number_of_entries_is_sorted_whole_by_way_of_files()
    {
        var random = new Random(11);
        using var sorted = new SortedEntries<long>(
            Comparer<long>.Default, (writer, entry) => writer.Write(entry), reader => reader.ReadInt64(), inMemory: 100);
        long[] entries = [.. Enumerable.Range(0, 12_345).Select(_ => random.NextInt64(1000))];
        foreach (var entry in entries) sorted.Add(entry);

        sorted.Count.Should().Be(12_345);
        sorted.InOrder().Should().Equal(entries.Order());
    }

    [Fact]
    public void Lines_and_entries_that_do_not_fit_into_memory_come_back_as_they_were()
    {
        var (day, numbers) = (new DateOnly(2026, 3, 1), Enumerable.Range(1, 50_001).ToArray());
        StatementEntry LineOf(int number) => new()
        {
            Key = new EntryKey($"R{number:D6}", number % 2 == 0 ? EntryKind.Refund : EntryKind.Payment),
            Payment = number % 2 == 0 ? $"R{number + 1:D6}" : null,
            Number = $"n{number}",
            Amount = number / 100m,
            Currency = number % 3 == 0 ? "USD" : "CNY",
            Fee = number % 5 == 0 ? null : number / 10_000m,
            IsPaid = number % 7 != 0,
            At = At(day, 1).AddSeconds(number),
            Word = $"word {number}",
            Owner = number % 11 == 0 ? new MerchantId(number.ToString("x32", CultureInfo.InvariantCulture)) : null,
        };
        OwnEntry EntryOf(int number) => new()
        {
            Key = LineOf(number).Key,
            Merchant = new MerchantId(number.ToString("x32", CultureInfo.InvariantCulture)),
            Amount = number / 100m,
            Currency = number % 3 == 0 ? "USD" : "CNY",
            IsPaid = number % 7 != 0,
            Word = $"word {number}",
            At = number % 5 == 0 ? null : At(day, 1).AddSeconds(number),
        };
        using var lines = EntryFiles.ForStatement();
        using var entries = EntryFiles.ForBook();
        foreach (var number in numbers.Reverse())
        {
            lines.Add(LineOf(number));
            entries.Add(EntryOf(number));
        }

        lines.InOrder().SequenceEqual(numbers.Select(LineOf)).Should().BeTrue();
        entries.InOrder().SequenceEqual(numbers.Select(EntryOf)).Should().BeTrue();
    }

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static DateTimeOffset At(DateOnly day, int hour) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddHours(hour);

    private static OrderId Id(int number) => new(number.ToString("x32", CultureInfo.InvariantCulture));

    private static string Reference(int number) => new ChargeReference(Id(number), 1).ToString();

    private StatementLine Line(int number) =>
        new(Reference(number), $"n{number}", IsRefund: false, 70m, "CNY", 0.42m, IsPaid: true, At(Yesterday, 1), "SUCCESS");

    /// <summary>An order's row with one charge, as storage has it; nothing wakes it.</summary>
    private async Task ChargeAsync(int number, DateTimeOffset at, bool isPaid = true, decimal amount = 70m, int merchant = 0)
    {
        var owner = merchant == 0 ? ShopId.Value : merchant.ToString("x32", CultureInfo.InvariantCulture);
        var paid = isPaid ? $",\"paidAt\":{at.ToUnixTimeMilliseconds()}" : "";
        var money = amount.ToString(CultureInfo.InvariantCulture);
        var state = $$"""
            {"id":"{{Id(number)}}","merchant":"{{owner}}","number":"T-{{number}}","status":"completed",
            "createdAt":{{at.ToUnixTimeMilliseconds()}},"currency":"CNY","money":"{{money}}","terms":{"face":"epay"},
            "charges":[{"reference":"{{Reference(number)}}","provider":"toy","amount":"{{money}}","currency":"CNY",
            "state":"{{(isPaid ? "paid" : "open")}}","createdAt":{{at.ToUnixTimeMilliseconds()}}{{paid}}}]}
            """;
        await Host.Get<IStateStore>().WriteAsync(StateTable.Orders, Id(number).GrainKey, Encoding.UTF8.GetBytes(state), null);
    }

    /// <summary>Adds a refund over 20 to an order's row; one without an end is under way.</summary>
    private async Task RefundAsync(int number, DateTimeOffset? endedAt)
    {
        var key = Id(number).GrainKey;
        var (version, state) = (await Host.Get<IStateStore>().ReadAsync(StateTable.Orders, key))!.Value;
        var ended = endedAt is { } at ? $",\"endedAt\":{at.ToUnixTimeMilliseconds()}" : "";
        var refund = $$"""
            ,"refunds":[{"id":"R","number":1,"kind":"provider","currency":"CNY","units":"20000000000000000000","decimals":18,
            "status":"{{(endedAt is null ? "processing" : "succeeded")}}","createdAt":1,"provider":"toy",
            "charge":"{{Reference(number)}}"{{ended}}}]}
            """;
        var text = Encoding.UTF8.GetString(state).TrimEnd();
        await Host.Get<IStateStore>().WriteAsync(StateTable.Orders, key, Encoding.UTF8.GetBytes(text[..^1] + refund), version);
    }

    private async Task<ReconciliationRun?> FindAsync(DateOnly day) =>
        (await Queries.RunsAsync(new ReconciliationFilter { Provider = "toy", From = day, To = day }, null, 1)).Items.SingleOrDefault();

    private async Task<ReconciliationRun> RunAsync(DateOnly day)
    {
        await PassRoundsAsync(async () => await FindAsync(day) is { DoneAt: not null });
        return (await FindAsync(day))!;
    }

    private async Task<IReadOnlyList<(string Kind, string Reference)>> DifferencesAsync(DateOnly day) =>
        [.. (await Queries.DifferencesAsync(new ReconciliationFilter { From = day, To = day }, null, 100)).Items
            .Select(row => (row.Kind, row.Reference))];

    /// <summary>Lets rounds pass until something is so. Comparisons run beside the grain's calls, on no clock of the test.</summary>
    private async Task PassRoundsAsync(Func<Task<bool>> isSo)
    {
        for (var rounds = 0; !await isSo(); rounds++)
        {
            rounds.Should().BeLessThan(100, "a day of rounds is enough for what is waited for");
            var before = (await Grain.GetAsync(), toy.Calls.Count);
            await PassAsync(Round);
            if (toy.Calls.Count == before.Count) continue;
            await Patience.UntilAsync(async () => !Equals(await Grain.GetAsync(), before.Item1), "the round's comparison ended");
        }
    }
}
