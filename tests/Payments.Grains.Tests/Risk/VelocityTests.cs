using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Contracts.Risk;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Risk;
using Payments.Grains.Risk;
using Payments.Storage.Risk;
using Payments.Testing;

namespace Payments.Grains.Tests.Risk;

/// <summary>Orders that are refused, and those that are counted.</summary>
public sealed class VelocityTests : RiskHost
{
    private const int Hour = 3600;

    [Fact]
    public async Task What_a_rule_blocks_is_not_made_says_nothing_of_the_rule_and_is_on_record_once_a_day()
    {
        var wallet = await AddWalletAsync(ChainId.Bsc);
        (await CreateAsync("old", wallet)).Outcome.Should().Be(CreateOutcome.Created);
        await AddRuleAsync(Rule(RiskOutcome.Block));

        for (var i = 0; i < 3; i++)
        {
            var refused = await CreateAsync("new", wallet);
            (refused.Outcome, refused.Order, refused.Detail).Should().Be((CreateOutcome.Declined, null, "this order was declined"));
        }
        (await Grain("new").GetAsync()).Should().BeNull();
        (await CreateAsync("old", wallet)).Outcome.Should().Be(CreateOutcome.Existing, "what was taken stays taken");
        var row = (await DecisionsAsync()).Should().ContainSingle().Subject;
        (row.OrderNumber, row.Outcome, row.RuleName, row.Measured, row.Times).Should().Be(("new", "block", "rule r1", "70", 3L));
        (await CreateAsync("small", wallet, money: 49)).Outcome.Should().Be(CreateOutcome.Created);
    }

    [Fact]
    public async Task Orders_of_one_payer_are_counted_in_a_window_that_slides_and_those_that_are_not_made_are_not()
    {
        var wallet = await AddWalletAsync(ChainId.Bsc);
        await AddRuleAsync(Rule(RiskOutcome.Block, RiskMeasure.Count, RiskSubject.Payer, limit: 2, window: Hour));
        await TakesAsync("u-1", wallet, "user", true);
        Time.Advance(TimeSpan.FromMinutes(20));
        await TakesAsync("u-2", wallet, "user", true);
        (await CreateAsync("u-2", wallet, user: "user")).Outcome.Should().Be(CreateOutcome.Existing, "a repeated request is not counted");
        for (var i = 0; i < 3; i++) await TakesAsync("u-3", wallet, "user", false);
        await TakesAsync("v-1", wallet, "other", true);
        await TakesAsync("n-1", wallet, null, true);
        Time.Advance(TimeSpan.FromMinutes(42));
        await TakesAsync("u-4", wallet, "user", true);
        await TakesAsync("u-5", wallet, "user", false);
    }

    [Fact]
    public async Task A_coin_that_an_order_could_not_turn_to_is_not_counted()
    {
        var wallet = await AddWalletAsync(ChainId.Bsc);
        var wish = new SaveWallet { Chain = ChainId.Polygon, Token = "USDT", Address = Address, Currency = "CNY" };
        var unpriced = (await Merchant(Shop).AddWalletAsync(wish)).Wallet!.Id;
        await AddRuleAsync(Rule(RiskOutcome.Block, RiskMeasure.Count, RiskSubject.Coin, limit: 1, window: Hour));
        (await CreateAsync("turns", wallet)).Outcome.Should().Be(CreateOutcome.Created);
        for (var i = 0; i < 2; i++) (await Grain("turns").ChooseWalletAsync(unpriced)).Outcome.Should().Be(CreateOutcome.NoRate);
        await Merchant(Shop).UpdateWalletAsync(unpriced, wish with { Rate = 7 });
        (await Grain("turns").ChooseWalletAsync(unpriced)).Outcome.Should().Be(CreateOutcome.Existing, "it is the first of its coin");
    }

    [Fact]
    public async Task Windows_of_more_than_an_hour_outlive_the_process_and_sums_are_exact()
    {
        var wallet = await AddWalletAsync(ChainId.Bsc);
        await AddRuleAsync(Rule(RiskOutcome.Block, RiskMeasure.Sum, RiskSubject.Network, limit: 150, window: 24 * Hour));
        (await CreateAsync("a", wallet, 70.01m, network: "203.0.113.7")).Outcome.Should().Be(CreateOutcome.Created);
        (await CreateAsync("b", wallet, 70, network: "203.0.113.7")).Outcome.Should().Be(CreateOutcome.Created);
        await RestartAsync(GrainHost.Keys(1));
        (await CreateAsync("c", wallet, 10, network: "203.0.113.7")).Outcome.Should().Be(CreateOutcome.Declined);
        (await CreateAsync("d", wallet, 9.99m, network: "203.0.113.7")).Outcome.Should().Be(CreateOutcome.Created);
        (await CreateAsync("e", wallet, 70, network: "203.0.113.8")).Outcome.Should().Be(CreateOutcome.Created);
        (await ReadAsync("d")).Risk!.Network.Should().Be("203.0.113.7");
    }

    [Fact]
    public async Task What_a_crash_loses_of_a_long_window_is_no_more_than_the_last_seconds()
    {
        var ask = new VelocityAsk { Rule = "r", Window = TimeSpan.FromHours(2), Amount = 1 };
        var counter = Host.Grains.GetGrain<IVelocityGrain>("vel-1");
        (await counter.AddAsync([ask])).Should().Equal(1);
        Time.Advance(VelocityGrain.StoreAfter);
        await StoredAsync("vel-1");
        (await counter.AddAsync([ask, ask with { Rule = "q" }])).Should().Equal(2, 1);
        await DieAndStartAsync(GrainHost.Keys(1));
        (await Host.Grains.GetGrain<IVelocityGrain>("vel-1").AddAsync([ask])).Should().Equal(2);
    }

    [Fact]
    public async Task An_allow_list_exempts_from_the_merchants_rules_and_not_from_the_installations()
    {
        var wallet = await AddWalletAsync(ChainId.Bsc);
        await AddListAsync("good", RiskSubject.Payer, "vip");
        await AddRuleAsync(Rule(RiskOutcome.Allow, RiskMeasure.Member, RiskSubject.Payer, id: "a1", list: "good"));
        await AddRuleAsync(Rule(RiskOutcome.Block, id: "b1", priority: 1));
        await TakesAsync("vip-1", wallet, "vip", true);
        await TakesAsync("any-1", wallet, "any", false);
        (await ReadAsync("vip-1")).Risk!.Decisions.Should().ContainSingle().Which.Text.Should().Be("instead of rule b1");
        await AddRuleAsync(Rule(RiskOutcome.Block, id: "i1"), isInstallation: true);
        await TakesAsync("vip-2", wallet, "vip", false);
    }

    private async Task TakesAsync(string number, string wallet, string? user, bool isTaken) =>
        (await CreateAsync(number, wallet, user: user)).Outcome
            .Should().Be(isTaken ? CreateOutcome.Created : CreateOutcome.Declined, number);

    /// <summary>The grain's timer runs beside the test.</summary>
    private Task StoredAsync(string key) => Patience.UntilAsync(
        async () => (await Host.Get<RiskCounters>().FindAsync(key)).Count > 0, "the window is stored");
}
