using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;
using Payments.Contracts.Users;
using Payments.Domain.Identity;
using Payments.Domain.Users;
using Payments.Grains.Tests.Alarms;
using Payments.Storage.Queries;
using Payments.Storage.States;

namespace Payments.Grains.Tests.Users;

/// <summary>End users' wallets over a real database.</summary>
public sealed class UserWalletGrainTests : AlarmHost
{
    private static readonly MerchantId MerchantOfUser = new("a" + new string('0', 31));
    private static readonly UserId User = new("auth0|7");

    private IUserWalletGrain Wallet => Host.Grains.GetGrain<IUserWalletGrain>(UserWalletKey.Of(MerchantOfUser, User));

    private UserLedgers Ledgers => Host.Get<UserLedgers>();

    protected override void Add(IServiceCollection services)
    {
    }

    [Fact]
    public async Task A_credit_counts_once_however_often_and_whenever_it_comes()
    {
        var first = await Wallet.CreditAsync(Credit("c1", 10.5m));
        (first.Outcome, first.Entry!.Available).Should().Be((UserOutcome.Done, 10.5m));
        (await Wallet.CreditAsync(Credit("c1", 10.5m))).Should().Be(first with { Outcome = UserOutcome.Repeated });
        await Wallet.CreditAsync(Credit("c2", 1));
        await RestartAsync(GrainHost.Keys(1));

        // Nothing in memory knows the first key any more; the ledger does.
        var again = await Wallet.CreditAsync(Credit("c1", 10.5m));
        (again.Outcome, again.Entry!.Sequence, again.Entry.Available).Should().Be((UserOutcome.Repeated, 1, 10.5m));
        var other = await Wallet.CreditAsync(Credit("c1", 11));
        (other.Outcome, other.Entry!.Amount).Should().Be((UserOutcome.KeyTaken, 10.5m));
        await BalanceIsAsync(11.5m, 0, entries: 2);
        (await Wallet.CreditAsync(Credit("c3", 1))).Entry!.Sequence.Should().Be(3, "the wallet goes on after a refusal");
    }

    [Fact]
    public async Task What_was_done_is_told_again_although_it_would_be_refused_by_now()
    {
        await Wallet.CreditAsync(Credit("c", 10));
        var spent = await Wallet.DebitAsync(Spend("d", 10));
        spent.Outcome.Should().Be(UserOutcome.Done);
        (await Wallet.DebitAsync(Spend("e", 1))).Should().Be(new UserResult { Outcome = UserOutcome.Insufficient });
        await Wallet.CreditAsync(Credit("c2", 1));
        var again = await Wallet.DebitAsync(Spend("d", 10));
        (again.Outcome, again.Entry!.Sequence).Should().Be((UserOutcome.Repeated, spent.Entry!.Sequence));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_write_of_unknown_outcome_is_asked_again_and_counts_once(bool wasWritten)
    {
        await Wallet.CreditAsync(Credit("c1", 10));
        if (wasWritten) Host.Storage.LoseNextAnswer = new IOException("lost");
        else Host.Storage.FailNextWrite = new IOException("away");
        await FluentActions.Awaiting(() => Wallet.CreditAsync(Credit("c2", 5))).Should().ThrowAsync<OrleansException>();

        (await Wallet.CreditAsync(Credit("c2", 5))).Outcome.Should().Be(wasWritten ? UserOutcome.Repeated : UserOutcome.Done);
        await BalanceIsAsync(15, 0, entries: 2);
    }

    [Fact]
    public async Task A_write_that_somebody_else_was_quicker_with_ends_the_activation_and_the_next_reads_what_is_true()
    {
        await Wallet.CreditAsync(Credit("c1", 10));
        var key = UserWalletKey.Of(MerchantOfUser, User);
        var store = Host.Get<IStateStore>();
        var row = (await store.ReadAsync(StateTable.UserWallets, key))!.Value;
        var elsewhere = System.Text.Encoding.UTF8.GetString(row.State).Replace("\"entries\":[{", "\"entries\":[],\"was\":[{", StringComparison.Ordinal)
            .Replace("\"entries\": [{", "\"entries\": [],\"was\": [{", StringComparison.Ordinal);
        await store.WriteAsync(StateTable.UserWallets, key, System.Text.Encoding.UTF8.GetBytes(elsewhere), row.Version);

        await FluentActions.Awaiting(() => Wallet.DebitAsync(Spend("d", 4))).Should().ThrowAsync<InconsistentStateException>();
        (await Wallet.DebitAsync(Spend("d", 4))).Outcome.Should().Be(UserOutcome.Done);
        await BalanceIsAsync(6, 0, entries: 2);
    }

    [Fact]
    public async Task Many_at_once_with_few_keys_make_as_many_entries_as_there_are_keys()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(number => Wallet.CreditAsync(Credit($"c{number % 40}", 1 + (number % 40)))));
        results.Count(result => result.Outcome == UserOutcome.Done).Should().Be(40);
        results.Count(result => result.Outcome == UserOutcome.Repeated).Should().Be(160);
        await BalanceIsAsync(820, 0, entries: 40);
    }

    [Fact]
    public async Task A_hold_is_captured_and_its_rest_released_by_the_alarm_when_it_ends()
    {
        await Wallet.CreditAsync(Credit("c", 10));
        (await Wallet.HoldAsync(Spend("h", 6) with { ExpiresAt = Now + TimeSpan.FromMinutes(5) })).Outcome.Should().Be(UserOutcome.Done);
        (await Wallet.CaptureAsync(new UserChange { Key = "p", About = "h", Amount = 2 })).Entry!.Held.Should().Be(4);
        (await Wallet.CaptureAsync(new UserChange { Key = "p2", About = "h", Amount = 4.5m })).Outcome.Should().Be(UserOutcome.TooMuch);
        await WatchAsync('a');

        await PassAsync(TimeSpan.FromMinutes(5) - Second);
        await BalanceIsAsync(4, 4, entries: 3);
        await PassAsync(Second * 3);
        await BalanceIsAsync(8, 0, entries: 4);
        (await Wallet.GetAsync())!.Should().Match<UserWallet>(wallet => wallet.Holds.Count == 0 && wallet.WakeAt == null);
        (await Wallet.CaptureAsync(new UserChange { Key = "p3", About = "h" })).Outcome.Should().Be(UserOutcome.NoHold);
        (await Wallet.ReleaseAsync(new UserChange { Key = "p4", About = "h" })).Outcome.Should().Be(UserOutcome.NoHold);
        (await Wallet.CaptureAsync(new UserChange { Key = "p", About = "h", Amount = 2 })).Outcome.Should().Be(UserOutcome.Repeated);
    }

    [Fact]
    public async Task What_was_spent_is_given_back_once_and_no_more_than_it_was()
    {
        await Wallet.CreditAsync(Credit("c", 10));
        await Wallet.DebitAsync(Spend("d", 6));
        (await Wallet.ReverseAsync(new UserChange { Key = "r1", About = "d", Amount = 2.5m })).Entry!.Available.Should().Be(6.5m);
        (await Wallet.ReverseAsync(new UserChange { Key = "r2", About = "d", Amount = 4 })).Outcome.Should().Be(UserOutcome.TooMuch);
        await RestartAsync(GrainHost.Keys(1));
        (await Wallet.ReverseAsync(new UserChange { Key = "r2", About = "d" })).Entry!.Available.Should().Be(10);
        (await Wallet.ReverseAsync(new UserChange { Key = "r2", About = "d" })).Outcome.Should().Be(UserOutcome.Repeated);
        (await Wallet.ReverseAsync(new UserChange { Key = "r3", About = "d" })).Outcome.Should().Be(UserOutcome.TooMuch);
        (await Wallet.ReverseAsync(new UserChange { Key = "r4", About = "nothing" })).Outcome.Should().Be(UserOutcome.NoEntry);
        await BalanceIsAsync(10, 0, entries: 4);
    }

    [Fact]
    public async Task A_user_who_never_had_anything_has_no_wallet_and_what_no_face_lets_through_is_refused()
    {
        (await Wallet.GetAsync()).Should().BeNull();
        await FluentActions.Awaiting(() => Wallet.CreditAsync(Credit("c", -1))).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => Wallet.CreditAsync(Credit("c", 1) with { Currency = "cny" })).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => Wallet.CreditAsync(Credit("", 1))).Should().ThrowAsync<ArgumentException>();
        (await Wallet.GetAsync()).Should().BeNull();
    }

    private async Task BalanceIsAsync(decimal available, decimal held, int entries)
    {
        var balance = (await Wallet.GetAsync())!.BalanceIn("CNY")!;
        (balance.Available, balance.Held, balance.Entries).Should().Be((available, held, entries));
        (await Ledgers.PageAsync(MerchantOfUser, User, "CNY", null, 100)).Items.Should().HaveCount(entries);
        var found = await Host.Get<UserChecks>().RunAsync(CancellationToken.None);
        found.Examples.Should().BeEmpty();
        found.Entries.Should().Be(entries);
    }

    private static UserCredit Credit(string key, decimal amount) => new() { Key = key, Currency = "CNY", Amount = amount };

    private static UserSpend Spend(string key, decimal amount) => new() { Key = key, Currency = "CNY", Amount = amount };
}
