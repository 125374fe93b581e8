using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Payments.Chains;
using Payments.Contracts.Orders;
using Payments.Contracts.Providers;
using Payments.Contracts.StaticWallets;
using Payments.Contracts.Users;
using Payments.Domain.Identity;
using Payments.Domain.Providers;
using Payments.Domain.Secrets;
using Payments.Domain.StaticWallets;
using Payments.Domain.Users;
using Payments.Grains.Merchants;
using Payments.Grains.Tests.Merchants;
using Payments.Providers.Common;
using Payments.Testing;

namespace Payments.Grains.Tests.StaticWallets;

/// <summary>A user's addresses at a provider, whatever becomes of the silo in between.</summary>
public sealed class StaticWalletGrainTests : MerchantHost
{
    private static readonly UserId User = new("u-1");
    private readonly WalletToy provider = new();

    private MerchantId Owner => Host.Get<IOrderIds>().ForEmail(Registration.Email);

    private string Digest => Host.Get<IOrderIds>().For(Owner, StaticWalletKey.NameOf(User)).Value;

    private IStaticWalletGrain Wallets => Host.Grains.GetGrain<IStaticWalletGrain>(StaticWalletKey.GrainKeyOf(Digest));

    protected override Task<GrainHost> StartAsync(MasterKeyRing keys) => GrainHost.StartAsync(Folder, services =>
    {
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddChains().AddMerchants(keys).AddPaymentsGrains();
        services.RemoveAll<IPaymentProvider>();
        services.AddSingleton<IPaymentProvider>(provider);
    }, new ManualTimeProvider());

    private async Task BeginAsync()
    {
        await Merchant().RegisterAsync(Registration);
        var account = Host.Grains.GetGrain<IProviderGrain>(new ProviderKey(Owner, "cryptomus").GrainKey);
        var settings = new Dictionary<string, string> { ["key"] = "k-1" };
        var saved = await account.SaveAsync(new SaveProvider { Settings = settings, Kept = [], Methods = [] });
        saved.Outcome.Should().Be(ProviderSaveOutcome.Saved);
    }

    private Task<StaticWalletResult> OpenAsync(string network = "tron", string currency = "USDT") => Wallets.OpenAsync(new OpenStaticWallet
    {
        Merchant = Owner,
        User = User,
        Coin = "USDT",
        Network = network,
        Currency = currency,
        PublicUrl = "https://pay.test",
    });

    private Task<StaticDepositOutcome> TakeAsync(int payment, MerchantId? owner, decimal amount = 1.5m, string coin = "USDT") =>
        Wallets.TakeAsync(Deposit(payment, amount, coin), owner);

    private StaticDeposit Deposit(int payment, decimal amount = 1.5m, string coin = "USDT") => new()
    {
        Reference = new StaticWalletKey(Digest, "USDT", "tron").Reference,
        Payment = $"uuid-{payment / 2}:tx-{payment}",
        State = StaticDepositState.Paid,
        Amount = amount,
        Coin = coin,
        Network = "tron",
        Word = "paid",
    };

    private Task<HeldDepositResult> SettleAsync(int payment, decimal? amount) => Wallets.SettleAsync(
        new SettleHeldDeposit { Digest = Deposit(payment).Digest, Amount = amount, Reason = "agreed by phone" });

    private async Task<decimal> BalanceAsync() =>
        (await Host.Grains.GetGrain<IUserWalletGrain>(UserWalletKey.Of(Owner, User)).GetAsync())?.Balances.Sum(one => one.Available) ?? 0;

    [Fact]
    public async Task A_wallet_whose_making_was_answered_badly_is_made_once_and_stays_over_a_death()
    {
        await BeginAsync();
        provider.LosesAnswer = true;
        (await OpenAsync()).Outcome.Should().Be(StaticWalletOutcome.Unknown);
        await DieAndStartAsync(GrainHost.Keys(1));
        var opened = await OpenAsync();
        (opened.Outcome, opened.Wallet!.Address).Should().Be((StaticWalletOutcome.Done, "T0"));
        (await OpenAsync("bsc")).Wallet!.Address.Should().Be("T1");
        (await OpenAsync(currency: "USD")).Outcome.Should().Be(StaticWalletOutcome.OtherCurrency);
        await DieAndStartAsync(GrainHost.Keys(1));
        (await OpenAsync()).Wallet!.Address.Should().Be("T0");
        provider.Made.Should().HaveCount(2);
    }

    [Fact]
    public async Task Many_who_look_first_and_ask_at_once_get_the_one_wallet()
    {
        await BeginAsync();
        var opened = await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            await Wallets.GetAsync();
            return await OpenAsync();
        }));
        opened.Should().OnlyContain(result => result.Outcome == StaticWalletOutcome.Done && result.Wallet!.Address == "T0");
        provider.Made.Should().ContainSingle();
    }

    [Fact]
    public async Task A_payment_is_credited_once_however_often_it_is_said_before_and_after_a_death()
    {
        await BeginAsync();
        await OpenAsync();
        for (var payment = 0; payment < 10; payment++)
            (await TakeAsync(payment, Owner)).Should().Be(StaticDepositOutcome.Credited);
        await DieAndStartAsync(GrainHost.Keys(1));
        for (var payment = 0; payment < 10; payment++)
            (await TakeAsync(payment, Owner)).Should().Be(StaticDepositOutcome.Known);
        (await TakeAsync(3, Owner, amount: 99)).Should().Be(StaticDepositOutcome.Known, "what was credited stays what it was");
        (await Wallets.BlockAsync("USDT", "tron")).Outcome.Should().Be(StaticWalletOutcome.Done);
        (await TakeAsync(3, Owner)).Should().Be(StaticDepositOutcome.Known, "it was credited before the wallet was blocked");
        (await TakeAsync(10, Owner)).Should().Be(StaticDepositOutcome.Held);
        (await Wallets.GetAsync())!.Wallets.Single().Held.Should().ContainSingle("nothing that was credited is held beside");
        (await BalanceAsync()).Should().Be(15m);
    }

    [Fact]
    public async Task A_held_payment_is_settled_once_whoever_says_it_again_before_and_after_a_death()
    {
        await BeginAsync();
        await OpenAsync();
        (await TakeAsync(0, Owner, coin: "USDC")).Should().Be(StaticDepositOutcome.Held);
        (await SettleAsync(0, amount: null)).Outcome.Should().Be(HeldDepositOutcome.WorthUnknown);
        var settled = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => SettleAsync(0, 1.25m)));
        settled.Select(one => one.Credit!.Outcome).Should().BeEquivalentTo([UserOutcome.Done, UserOutcome.Repeated, UserOutcome.Repeated]);
        await DieAndStartAsync(GrainHost.Keys(1));
        (await SettleAsync(0, 1.25m)).Credit!.Outcome.Should().Be(UserOutcome.Repeated);
        (await SettleAsync(0, 9m)).Credit!.Outcome.Should().Be(UserOutcome.KeyTaken);
        (await Wallets.DismissAsync(Deposit(0).Digest, "no")).Outcome.Should().Be(HeldDepositOutcome.Credited);
        (await TakeAsync(0, Owner, coin: "USDC")).Should().Be(StaticDepositOutcome.Known);
        (await TakeAsync(0, Owner)).Should().Be(StaticDepositOutcome.Known, "the provider says now that it fits");
        (await Wallets.GetAsync())!.Wallets.Single().Held.Should().BeEmpty();
        (await BalanceAsync()).Should().Be(1.25m);
    }

    [Fact]
    public async Task A_death_between_the_entry_and_the_end_of_the_hold_leaves_nothing_that_can_be_dismissed()
    {
        await BeginAsync();
        await OpenAsync();
        (await TakeAsync(0, Owner, coin: "USDC")).Should().Be(StaticDepositOutcome.Held);
        // What a death leaves: the ledger has the entry, and the wallet holds the payment still.
        var ledger = Host.Grains.GetGrain<IUserWalletGrain>(UserWalletKey.Of(Owner, User));
        var credit = new UserCredit { Key = Deposit(0).EntryKey, Currency = "USDT", Amount = 1.25m };
        (await ledger.CreditAsync(credit)).Outcome.Should().Be(UserOutcome.Done);
        (await Wallets.DismissAsync(Deposit(0).Digest, "no")).Outcome.Should().Be(HeldDepositOutcome.Credited);
        var wallet = (await Wallets.GetAsync())!.Wallets.Single();
        (wallet.Held.Count, wallet.Dismissed.Count).Should().Be((0, 0));
    }

    [Fact]
    public async Task What_was_dismissed_is_held_no_more_and_can_still_be_settled()
    {
        await BeginAsync();
        await OpenAsync();
        (await Wallets.DismissAsync(Deposit(0).Digest, "no")).Outcome.Should().Be(HeldDepositOutcome.NotFound);
        await TakeAsync(0, Owner, coin: "USDC");
        (await Wallets.DismissAsync(Deposit(0).Digest, "sent by mistake")).Dismissed!.Reason.Should().Be("sent by mistake");
        await DieAndStartAsync(GrainHost.Keys(1));
        var again = await Wallets.DismissAsync(Deposit(0).Digest, "another reason");
        (again.Outcome, again.Dismissed!.Reason).Should().Be((HeldDepositOutcome.DismissedBefore, "sent by mistake"));
        (await TakeAsync(0, Owner, coin: "USDC")).Should().Be(StaticDepositOutcome.Known);
        (await TakeAsync(0, Owner)).Should().Be(StaticDepositOutcome.Known, "somebody decided against it");
        (await BalanceAsync()).Should().Be(0);
        (await SettleAsync(0, 1.25m)).Credit!.Outcome.Should().Be(UserOutcome.Done);
        (await Wallets.GetAsync())!.Wallets.Single().Dismissed.Should().BeEmpty();
    }

    [Fact]
    public async Task However_many_were_dismissed_since_none_is_held_again_and_each_can_still_be_settled()
    {
        await BeginAsync();
        await OpenAsync();
        for (var payment = 0; payment < StaticWalletRules.MostDismissed + 2; payment++)
        {
            await TakeAsync(payment, Owner, coin: "USDC");
            (await Wallets.DismissAsync(Deposit(payment).Digest, $"reason {payment}")).Outcome.Should().Be(HeldDepositOutcome.Dismissed);
        }
        (await Wallets.GetAsync())!.Wallets.Single().Dismissed.Should().HaveCount(StaticWalletRules.MostDismissed);
        await DieAndStartAsync(GrainHost.Keys(1));
        (await TakeAsync(0, Owner, coin: "USDC")).Should().Be(StaticDepositOutcome.Known);
        (await TakeAsync(1, Owner)).Should().Be(StaticDepositOutcome.Known, "somebody decided against it");
        (await Wallets.GetAsync())!.Wallets.Single().Held.Should().BeEmpty();
        (await BalanceAsync()).Should().Be(0);
        var again = await Wallets.DismissAsync(Deposit(0).Digest, "another reason");
        (again.Outcome, again.Dismissed!.Reason).Should().Be((HeldDepositOutcome.DismissedBefore, "reason 0"));

        (await SettleAsync(0, 1.25m)).Credit!.Outcome.Should().Be(UserOutcome.Done);
        (await SettleAsync(0, 1.25m)).Credit!.Outcome.Should().Be(UserOutcome.Repeated);
        (await SettleAsync(0, null)).Outcome.Should().Be(HeldDepositOutcome.Credited);
        (await Wallets.DismissAsync(Deposit(0).Digest, "no")).Outcome.Should().Be(HeldDepositOutcome.Credited);
        (await TakeAsync(0, Owner, coin: "USDC")).Should().Be(StaticDepositOutcome.Known);
        (await Wallets.GetAsync())!.Wallets.Single().Held.Should().BeEmpty();
        (await BalanceAsync()).Should().Be(1.25m);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(StaticWalletRules.MostDismissed)]
    public async Task What_the_provider_lets_go_is_for_a_person_again_however_long_ago_it_was_dismissed_and_often_it_is_said(int since)
    {
        await BeginAsync();
        await OpenAsync();
        var locked = Deposit(0) with { State = StaticDepositState.Held, Word = "locked" };
        (await Wallets.TakeAsync(locked, Owner)).Should().Be(StaticDepositOutcome.Held);
        await Wallets.DismissAsync(locked.Digest, "the provider keeps it");
        for (var payment = 1; payment <= since; payment++)
        {
            await TakeAsync(payment, Owner, coin: "USDC");
            await Wallets.DismissAsync(Deposit(payment).Digest, "no");
        }
        (await Wallets.TakeAsync(locked, Owner)).Should().Be(StaticDepositOutcome.Known);
        (await TakeAsync(0, Owner)).Should().Be(StaticDepositOutcome.Held);
        await DieAndStartAsync(GrainHost.Keys(1));
        (await TakeAsync(0, Owner)).Should().Be(StaticDepositOutcome.Known);
        (await Wallets.GetAsync())!.Wallets.Single().Held.Should().ContainSingle();
        (await BalanceAsync()).Should().Be(0, "a person decides");
        (await Wallets.DismissAsync(locked.Digest, "no")).Outcome.Should().Be(HeldDepositOutcome.Dismissed);
        (await TakeAsync(0, Owner)).Should().Be(StaticDepositOutcome.Known, "what was let go was dismissed");
        (await SettleAsync(0, amount: null)).Credit!.Outcome.Should().Be(UserOutcome.Done);
        (await BalanceAsync()).Should().Be(1.5m);
    }

    [Fact]
    public async Task Another_account_and_a_wallet_that_nobody_asked_for_credit_nobody()
    {
        await BeginAsync();
        (await TakeAsync(0, Owner)).Should().Be(StaticDepositOutcome.NotFound);
        await OpenAsync();
        (await TakeAsync(0, owner: null)).Should().Be(StaticDepositOutcome.NotFound);
        (await TakeAsync(0, new MerchantId(new string('a', 32)))).Should().Be(StaticDepositOutcome.NotFound);
        (await BalanceAsync()).Should().Be(0);
    }
}
