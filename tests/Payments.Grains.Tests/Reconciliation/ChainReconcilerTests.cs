using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts.Merchants;
using Payments.Contracts.Reconciliation;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Reconciliation;
using Payments.Domain.Transfers;
using Payments.Grains.Reconciliation;
using Payments.Grains.Tests.Chains;
using Payments.Storage.Reconciliation;
using Payments.Testing;

namespace Payments.Grains.Tests.Reconciliation;

/// <summary>What the gateway counted of a day is asked at the chain's nodes again, on the test's clock.</summary>
public sealed class ChainReconcilerTests : MempoolHost
{
    private const string Wallet = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq";
    private const string Paid = "paid";
    private const string Stray = "stray";

    private static readonly ReconciliationKey Account = new(ChainId.Bitcoin.Value, null);
    private static readonly TimeSpan Published = TimeSpan.FromDays(2);

    private DateOnly day;

    private ReconciliationQueries Queries => Host.Get<ReconciliationQueries>();

    private IReconciliationGrain Days => Host.Grains.GetGrain<IReconciliationGrain>(Account.GrainKey);

    protected override void Configure(IServiceCollection services) =>
        services.Configure<ReconciliationOptions>(options => options.ChainLooksPerMinute = 6000);

    /// <summary>A completed order and a transfer that matches none, of a day whose comparison is due.</summary>
    private async Task BeginAsync()
    {
        day = DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime);
        await Merchant().RegisterAsync(Registration);
        var wish = new SaveWallet { Chain = ChainId.Bitcoin, Token = "BTC", Address = Wallet, Currency = "CNY", Rate = 700_000m };
        (await Merchant().AddWalletAsync(wish)).Outcome.Should().Be(WalletOutcome.Saved);
        await WatchAsync();
        await OrderAsync();
        Chain.Send(Paid, Wallet, Price);
        Chain.Send(Stray, Wallet, Price * 3);
        Chain.Mine();
        Chain.Mine();
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Completed, 0, 1);
        Time.Advance(Published);
    }

    /// <summary>Has the grain compare the day; the clock goes on while nodes are asked at their pace.</summary>
    private async Task<ReconciliationRun> CompareAsync()
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        var before = (await FindAsync())?.TriedAt;
        (await Days.AskAsync(day)).Should().Be(AskOutcome.Taken);
        await Patience.UntilAsync(async () =>
        {
            Time.Advance(TimeSpan.FromMilliseconds(10));
            return await FindAsync() is { } run && run.TriedAt != before;
        }, "the day was compared");
        await Patience.UntilAsync(async () => (await Days.GetAsync())!.Asked.Count == 0, "the day is noted");
        return (await FindAsync())!;
    }

    private async Task<ReconciliationRun?> FindAsync() =>
        (await Queries.RunsAsync(new ReconciliationFilter { Provider = Account.Provider }, null, 1)).Items.SingleOrDefault();

    private async Task<IReadOnlyList<StoredDifference>> DifferencesAsync() =>
        (await Queries.DifferencesAsync(new ReconciliationFilter { Provider = Account.Provider }, null, 10)).Items;

    private static string IdOf(string transaction) => TransferId.Of(ChainId.Bitcoin, transaction, "0").Value;

    [Fact]
    public async Task A_day_agrees_while_the_nodes_say_what_was_counted_and_says_what_they_do_not_list()
    {
        await BeginAsync();
        var run = await CompareAsync();

        (run.Trouble, run.Lines, run.Entries, run.Matched, run.Differences).Should().Be((null, 2, 2, 2, 0));
        run.Note.Should().Contain("the nodes list no transfers of an address");
        (await Queries.SettlementsAsync(new ReconciliationFilter(), null, 10)).Items.Should().BeEmpty();
        (await Host.Grains.GetGrain<IReconciliationGrain>(new ReconciliationKey("bsc", null).GrainKey).AskAsync(day)).Should()
            .Be(AskOutcome.NoAccount, "the chain is off");
        (await Days.AskAsync(day.AddDays(1))).Should().Be(AskOutcome.NotPublished);
    }

    [Theory]
    [InlineData("forgotten", "missing_there", null)]
    [InlineData("emptied", "missing_there", null)]
    [InlineData("changed", "other_amount", "final")]
    [InlineData("moved", "other_state", "other_block")]
    public async Task What_the_nodes_say_otherwise_is_a_difference_of_its_merchant_and_the_same_one_again(
        string what, string kind, string? state)
    {
        await BeginAsync();
        if (what == "forgotten") Chain.Forgotten.Add(Paid);
        Chain.Told = transfer => transfer.Transaction != Paid ? [transfer] : what switch
        {
            "emptied" or "forgotten" => [],
            "changed" => [transfer with { Units = transfer.Units - 1 }],
            _ => [transfer with { BlockHash = "another" }],
        };
        (await CompareAsync()).Should().Match<ReconciliationRun>(run => run.Trouble == null && run.Matched == 1 && run.Open == 1);

        var found = (await DifferencesAsync()).Should().ContainSingle().Subject;
        (found.Kind, found.Entry, found.Reference, found.OurState, found.TheirState).Should()
            .Be((kind, "transfer", IdOf(Paid), "counted", state));
        var order = await ReadAsync();
        found.Merchant.Should().Be(order.Merchant.Value);
        order.Transfers.Should().ContainSingle("a comparison changes nothing");
        var shown = await Queries.DifferencesAsync(new ReconciliationFilter { Concerned = order.Merchant }, null, 10);
        shown.Items.Should().ContainSingle("the merchant sees what concerns its transfers").Which.Id.Should().Be(found.Id);

        (await Host.Get<ReconciliationStore>().SettleAsync(found.Id, "looked at")).Should().BeTrue();
        (await CompareAsync()).Should().Match<ReconciliationRun>(run => run.Differences == 1 && run.Open == 0);
        (await DifferencesAsync()).Should().ContainSingle().Which.Id.Should().Be(found.Id);
    }

    [Fact]
    public async Task A_transaction_that_nodes_do_not_know_by_its_name_any_more_is_looked_for_in_its_block()
    {
        await BeginAsync();
        Chain.Forgotten.UnionWith([Paid, Stray]);
        (await CompareAsync()).Should().Match<ReconciliationRun>(run => run.Trouble == null && run.Matched == 2 && run.Differences == 0);
    }

    [Fact]
    public async Task What_a_transaction_brought_besides_is_missing_here_and_the_owners()
    {
        await BeginAsync();
        var second = TransferId.Of(ChainId.Bitcoin, Paid, "1");
        Chain.Told = transfer => transfer.Transaction == Paid ? [transfer, transfer with { Id = second, Units = 5 * Price }] : [transfer];
        (await CompareAsync()).Should().Match<ReconciliationRun>(run => run.Matched == 2 && run.Open == 1);

        var found = (await DifferencesAsync()).Should().ContainSingle().Subject;
        (found.Kind, found.Reference, found.Number, found.TheirAmount, found.OurAmount).Should()
            .Be(("missing_here", second.Value, Paid, "0.0005", null));
        found.Merchant.Should().Be((await ReadAsync()).Merchant.Value);
    }

    [Fact]
    public async Task What_no_node_can_tell_is_asked_for_again_and_in_the_end_said()
    {
        await BeginAsync();
        Chain.HidesBlocks = true;
        var run = await CompareAsync();
        run.DoneAt.Should().BeNull();
        run.Trouble.Should().Be("no node could tell of 2 of 2 transfers: they are asked for again");

        Time.Advance(ReconciliationRules.EmptyPatience);
        run = await CompareAsync();
        (run.Trouble, run.Lines, run.Entries, run.Differences).Should().Be((null, 0, 0, 0));
        run.Note.Should().Contain("no node could tell of 2 transfers");
    }
}
