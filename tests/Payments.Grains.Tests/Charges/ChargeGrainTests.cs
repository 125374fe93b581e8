using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Payments.Chains;
using Payments.Contracts.Charges;
using Payments.Contracts.Orders;
using Payments.Contracts.Providers;
using Payments.Contracts.Users;
using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Providers;
using Payments.Domain.Secrets;
using Payments.Domain.Users;
using Payments.Grains.Merchants;
using Payments.Grains.Orders;
using Payments.Grains.Tests.Merchants;
using Payments.Providers.Common;
using Payments.Storage.States;
using Payments.Testing;
using Payments.Testing.Silo;

namespace Payments.Grains.Tests.Charges;

/// <summary>Orders that are paid at a provider which only these tests know.</summary>
public sealed class ChargeGrainTests : MerchantHost
{
    private const string Shop = "shop@example.com";
    private static readonly IReadOnlyDictionary<string, string> NoHints = new Dictionary<string, string>();
    private readonly ManualTimeProvider clock = new();
    private readonly ToyProvider toy = new();

    private static TimeSpan Expiry { get; } = new OrderOptions().Expiry;

    protected override Task<GrainHost> StartAsync(MasterKeyRing keys) => GrainHost.StartAsync(Folder, services =>
    {
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton<IPaymentProvider>(toy);
        services.AddChains().AddMerchants(keys).AddPaymentsGrains();
    }, clock);

    [Fact]
    public async Task A_merchant_without_wallets_is_paid_by_a_notice_and_the_shop_hears_it_once()
    {
        var order = await OrderAsync("n");
        order.Currency.Should().Be("CNY");
        var started = await StartAsync("n");
        (started.Outcome, started.Charge!.State, started.Charge.Front!.Url)
            .Should().Be((StartChargeOutcome.Started, ChargeState.Open, $"https://toy.test/{started.Charge.Reference}"));
        (toy.Account!.Get("key"), toy.Created!.Amount, toy.Created.Currency, toy.Created.Subject).Should().Be(("k-1", 70m, "CNY", "VIP"));
        toy.Created.NotifyUrl.Should().Be($"https://pay.test/notify/toy/{order.Merchant.Value}");
        toy.Created.ReturnUrl.Should().Be($"https://pay.test/cashier/back/toy/{started.Charge.Reference}");

        foreach (var expected in new[] { ChargeOutcome.Taken, ChargeOutcome.Known, ChargeOutcome.Known })
            (await Grain("n").AcceptChargeAsync("toy", Owner, News(started.Charge.Reference))).Should().Be(expected);
        var paid = await ReadAsync("n");
        (paid.Status, paid.Deliveries, paid.Charges.Single().AskAt).Should().Be((OrderStatus.Completed, 1, null));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_notice_is_answered_once_its_payment_is_stored_and_the_callback_follows_also_after_a_death(bool dies)
    {
        await OrderAsync("n");
        var reference = (await StartAsync("n")).Charge!.Reference;
        var gate = new TaskCompletionSource();
        (Host.Storage.PassFirst, Host.Storage.Gate) = (1, gate.Task);

        (await Grain("n").AcceptChargeAsync("toy", Owner, News(reference))).Should().Be(ChargeOutcome.Taken);
        if (dies) await DieAndStartAsync(GrainHost.Keys(1));
        gate.SetResult();
        if (dies) await PassAsync(TimeSpan.FromMinutes(1), "n");
        await Patience.UntilAsync(() => ReadAsync("n"), order => order.Outbox.Count == 0, "the callback is handed over");
        (await ReadAsync("n")).Should().Match<Order>(order => order.Status == OrderStatus.Completed && order.Deliveries == 1);
    }

    [Fact]
    public async Task The_same_wish_gives_the_same_charge_and_another_one_of_its_own()
    {
        await OrderAsync("n");
        var first = await StartAsync("n");
        var again = await StartAsync("n");
        (again.Outcome, again.Charge!.Reference).Should().Be((StartChargeOutcome.Existing, first.Charge!.Reference));
        var other = await StartAsync("n", "toy_app");
        (other.Outcome, ChargeReference.TryParse(other.Charge!.Reference, out var reference), reference.Number).Should().Be((StartChargeOutcome.Started, true, 2));
        reference.Order.Should().Be(other.Order!.Id);
    }

    [Fact]
    public async Task A_creation_whose_answer_is_lost_is_found_by_asking_and_never_made_twice()
    {
        await OrderAsync("n");
        toy.Next.Enqueue(() => ChargeAnswer.Unknown("no answer"));
        var lost = await StartAsync("n");
        (lost.Outcome, lost.Order!.Charges.Single().State).Should().Be((StartChargeOutcome.Unknown, ChargeState.Opening));

        var again = await StartAsync("n");
        again.Outcome.Should().Be(StartChargeOutcome.Started);
        toy.Calls.Distinct().Should().Equal($"create {again.Charge!.Reference}");

        toy.Next.Enqueue(() => throw new InvalidOperationException("a fault of the provider's code"));
        (await StartAsync("n", "toy_app")).Outcome.Should().Be(StartChargeOutcome.Unknown);
        await PassAsync(TimeSpan.FromMinutes(2), "n");
        (await ReadAsync("n")).Charges.Select(charge => charge.State).Should().Equal(ChargeState.Open, ChargeState.Open);
    }

    [Fact]
    public async Task A_provider_hears_of_no_charge_that_is_not_stored()
    {
        await OrderAsync("n");
        (Host.Storage.FailOnly, Host.Storage.FailNextWrite) = (StateNames.Order, new IOException("disk"));
        (await FluentActions.Awaiting(() => StartAsync("n")).Should().ThrowAsync<OrleansException>()).WithInnerException<IOException>();
        toy.Calls.Should().BeEmpty();
        (await StartAsync("n")).Outcome.Should().Be(StartChargeOutcome.Started);
        toy.Calls.Should().ContainSingle();
    }

    [Fact]
    public async Task A_payment_of_which_no_notice_comes_is_found_by_asking_and_survives_a_death()
    {
        await OrderAsync("n");
        var reference = (await StartAsync("n")).Charge!.Reference;
        toy.Become(reference, ChargeState.Paid);
        await DieAndStartAsync(GrainHost.Keys(1));

        await PassAsync(TimeSpan.FromMinutes(1), "n");
        (await ReadAsync("n")).Status.Should().Be(OrderStatus.Completed);
        var calls = toy.Calls.Count;
        await PassAsync(TimeSpan.FromHours(30), "n");
        toy.Calls.Count.Should().Be(calls, "what is paid is not asked for again");
    }

    [Fact]
    public async Task An_order_that_expires_unpaid_is_paid_late_by_what_the_provider_says_afterwards()
    {
        await OrderAsync("n");
        var reference = (await StartAsync("n")).Charge!.Reference;
        toy.Next.Enqueue(() => ChargeAnswer.Unknown("down"));
        await PassAsync(Expiry + TimeSpan.FromSeconds(1), "n");
        (await ReadAsync("n")).Status.Should().Be(OrderStatus.Expired, "what is not known is not paid");

        (await Grain("n").AcceptChargeAsync("toy", Owner, News(reference))).Should().Be(ChargeOutcome.Taken);
        (await ReadAsync("n")).Status.Should().Be(OrderStatus.Completed);
    }

    [Fact]
    public async Task A_charge_of_a_closed_order_is_ended_at_the_provider_and_money_that_came_first_is_on_record()
    {
        await OrderAsync("n");
        await OrderAsync("m");
        var (first, second) = ((await StartAsync("n")).Charge!.Reference, (await StartAsync("m")).Charge!.Reference);
        await Grain("n").CloseAsync();
        await Grain("m").CloseAsync();
        toy.Become(second, ChargeState.Paid);
        await PassAsync(TimeSpan.FromMinutes(2), "n", "m");

        toy.Calls.Should().Contain([$"close {first}", $"close {second}"]);
        var (ended, kept) = (await ReadAsync("n"), await ReadAsync("m"));
        (ended.Status, ended.Charges.Single().State).Should().Be((OrderStatus.Closed, ChargeState.Ended));
        (kept.Status, kept.Charges.Single().State, kept.History[^1].Event).Should().Be((OrderStatus.Closed, ChargeState.Paid, "charge-paid-beside"));
    }

    [Fact]
    public async Task A_provider_that_wants_hints_is_asked_once_a_return_brought_them_and_again_while_it_is_down()
    {
        toy.Abilities = ProviderAbilities.QueryWithHints;
        await OrderAsync("n");
        var reference = (await StartAsync("n")).Charge!.Reference;
        await PassAsync(TimeSpan.FromMinutes(5), "n");
        toy.Calls.Should().Equal($"create {reference}");

        toy.Become(reference, ChargeState.Paid);
        toy.Next.Enqueue(() => ChargeAnswer.Unknown("down"));
        var asked = await Grain("n").AskChargeAsync("toy", reference, new Dictionary<string, string> { ["trans_id"] = "5" });
        asked!.Status.Should().Be(OrderStatus.Pending);
        await PassAsync(TimeSpan.FromMinutes(2), "n");
        (await ReadAsync("n")).Status.Should().Be(OrderStatus.Completed);
        toy.Hints.Should().Equal(new Dictionary<string, string> { ["trans_id"] = "5" });
        (await Grain("n").AskChargeAsync("other", reference, NoHints)).Should().BeNull();
    }

    [Fact]
    public async Task News_that_does_not_fit_changes_no_order_and_holds_the_charge()
    {
        await OrderAsync("n");
        var reference = (await StartAsync("n")).Charge!.Reference;
        (await Grain("n").AcceptChargeAsync("other", Owner, News(reference))).Should().Be(ChargeOutcome.NotFound);
        (await Grain("n").AcceptChargeAsync("toy", null, News(reference))).Should().Be(ChargeOutcome.NotFound);
        (await Grain("n").AcceptChargeAsync("toy", Host.Get<IOrderIds>().ForEmail("other@example.com"), News(reference))).Should().Be(ChargeOutcome.NotFound);
        (await Grain("n").AcceptChargeAsync("toy", Owner, News(reference) with { Amount = 0.7m })).Should().Be(ChargeOutcome.Mismatch);
        var order = await ReadAsync("n");
        (order.Status, order.Charges.Single().State, order.Deliveries).Should().Be((OrderStatus.Detected, ChargeState.Held, 0));
        (await StartAsync("n", "toy_app")).Outcome.Should().Be(StartChargeOutcome.NotOpen);
        (await StartAsync("none")).Outcome.Should().Be(StartChargeOutcome.NotFound);
    }

    [Fact]
    public async Task Notice_poll_and_resend_that_race_a_thousand_times_credit_once_each()
    {
        const int Rounds = 1000;
        await RegisterAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, Rounds), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (round, _) =>
        {
            var number = $"r{round}";
            await Grain(number).CreateAsync(Wish(number) with { Terms = Wish(number).Terms with { User = $"u{round % 10}" } });
            var reference = (await StartAsync(number)).Charge!.Reference;
            toy.Become(reference, ChargeState.Paid);
            var taken = new[] { Notice(), Notice(), Notice() };
            await Task.WhenAll([Ask(), .. taken, Ask(), Grain(number).WakeAsync()]);
            taken.Select(notice => notice.Result)
                .Should().OnlyContain(outcome => outcome == ChargeOutcome.Taken || outcome == ChargeOutcome.Known);

            Task<ChargeOutcome> Notice() => Grain(number).AcceptChargeAsync("toy", Owner, News(reference));
            Task Ask() => Grain(number).AskChargeAsync("toy", reference, NoHints);
        });
        for (var round = 0; round < Rounds; round++)
        {
            var order = await ReadAsync($"r{round}");
            (order.Status, order.Deliveries).Should().Be((OrderStatus.Completed, 1), "round {0}", round);
        }
        for (var user = 0; user < 10; user++)
        {
            var wallet = Host.Grains.GetGrain<IUserWalletGrain>(UserWalletKey.Of(Owner, new UserId($"u{user}")));
            await Patience.UntilAsync(
                async () => (await wallet.GetAsync())?.BalanceIn("CNY")?.Available,
                available => available == 70m * Rounds / 10, $"u{user} has what was paid");
        }
    }

    [Fact]
    public async Task What_a_merchant_does_not_offer_is_refused_and_a_refusal_of_the_provider_leaves_the_order_open()
    {
        await OrderAsync("n");
        (await StartAsync("n", "toy_other")).Outcome.Should().Be(StartChargeOutcome.NoMethod);
        toy.Next.Enqueue(() => ChargeAnswer.Refused("amount too small"));
        var refused = await StartAsync("n");
        (refused.Outcome, refused.Detail, refused.Order!.Status).Should().Be((StartChargeOutcome.Refused, "amount too small", OrderStatus.Pending));
        var dollars = await Grain("d").CreateAsync(Wish("d") with { Currency = "USD" });
        dollars.Outcome.Should().Be(CreateOutcome.NoWallet);
        await Account(Shop).RemoveAsync();
        (await Grain("x").CreateAsync(Wish("x"))).Outcome.Should().Be(CreateOutcome.NoWallet);
        (await StartAsync("n")).Outcome.Should().Be(StartChargeOutcome.NoMethod);
    }

    [Fact]
    public async Task A_receipt_pays_one_order_and_leaves_the_other_open()
    {
        toy.Abilities = ProviderAbilities.QueryWithHints;
        await OrderAsync("n");
        await OrderAsync("m");
        var (first, second) = ((await StartAsync("n")).Charge!.Reference, (await StartAsync("m")).Charge!.Reference);
        toy.Next.Enqueue(() => ChargeAnswer.Done(News(first) with { Receipt = "toy::5" }));
        (await Grain("n").AskChargeAsync("toy", first, Brought("5")))!.Status.Should().Be(OrderStatus.Completed);

        toy.Next.Enqueue(() => ChargeAnswer.Done(News(second) with { Receipt = "toy::5" }));
        var refused = (await Grain("m").AskChargeAsync("toy", second, Brought("5")))!;
        (refused.Status, refused.Deliveries, refused.Charges.Single().State, refused.Charges.Single().Hints, refused.Log![^1].Kind)
            .Should().Be((OrderStatus.Pending, 0, ChargeState.Open, null, PaymentLogKind.Error));
        (await ReadAsync("m")).Should().BeEquivalentTo(refused, "it was stored");

        toy.Next.Enqueue(() => ChargeAnswer.Done(News(second) with { Receipt = "toy::6" }));
        var paid = (await Grain("m").AskChargeAsync("toy", second, Brought("6")))!;
        (paid.Status, string.Join(' ', paid.Log!.Select(line => line.Kind)))
            .Should().Be((OrderStatus.Completed, "Request Request Callback Error Callback Verification"));
    }

    [Fact]
    public async Task Who_pays_is_told_to_the_provider_whatever_master_key_is_in_force_and_never_stored_in_the_clear()
    {
        await RegisterAsync();
        var payer = new Payer { Name = "علی", Email = "ali@example.com", Phone = "09121234567", NationalCode = "0012345678" };
        var created = (await Grain("p").CreateAsync(Wish("p") with { Payer = payer })).Order!;
        created.SealedPayer.Should().NotBeNull().And.NotContain("0912");
        await RestartAsync(GrainHost.Keys(2, 1));
        (await Host.Get<KeyRotation>().SealAsync(default)).Should().BeTrue();
        await RestartAsync(GrainHost.Keys(2));
        var started = await Grain("p").StartChargeAsync(
            new StartCharge { Method = "toy_page", PublicUrl = "https://pay.test", ReturnUrl = "https://shop.test/back" });
        started.Outcome.Should().Be(StartChargeOutcome.Started);
        (toy.Created!.Payer, toy.Created.ReturnUrl).Should().Be((payer, "https://shop.test/back"));
        $"{payer} {toy.Created}".Should().NotContain("0912").And.NotContain("ali@");
    }

    [Fact]
    public async Task Settings_are_sealed_keep_what_a_change_leaves_out_and_follow_the_master_key()
    {
        await RegisterAsync();
        var saved = await Account(Shop).SaveAsync(Save(("shop", "7")) with { Kept = ["key"], Overlap = TimeSpan.FromHours(1) });
        saved.Access!.Settings.Should().Equal(new Dictionary<string, string> { ["shop"] = "7", ["key"] = "k-1" });
        var merchant = Host.Get<IOrderIds>().ForEmail(Shop);
        (await Host.Get<ProviderAccounts>().FindAsync(merchant, "toy"))!.FormerSettings.Should().ContainKey("key");
        clock.Advance(TimeSpan.FromHours(2));
        (await Host.Get<ProviderAccounts>().FindAsync(merchant, "toy"))!.FormerSettings.Should().BeEmpty();

        await RestartAsync(GrainHost.Keys(2, 1));
        (await Host.Get<KeyRotation>().SealAsync(default)).Should().BeTrue();
        await RestartAsync(GrainHost.Keys(2));
        (await Account(Shop).GetAsync())!.Settings["key"].Should().Be("k-1");
    }

    private static Dictionary<string, string> Brought(string transId) => new() { ["trans_id"] = transId };

    private MerchantId Owner => Host.Get<IOrderIds>().ForEmail(Shop);

    private async Task RegisterAsync()
    {
        await Merchant().RegisterAsync(Registration);
        (await Account(Shop).SaveAsync(Save(("key", "k-1")))).Outcome.Should().Be(ProviderSaveOutcome.Saved);
    }

    private static SaveProvider Save(params (string Name, string Value)[] settings) => new()
    {
        Settings = settings.ToDictionary(setting => setting.Name, setting => setting.Value),
        Kept = [],
        Methods = ["toy_page", "toy_app"],
    };

    private IProviderGrain Account(string email) =>
        Host.Grains.GetGrain<IProviderGrain>(new ProviderKey(Host.Get<IOrderIds>().ForEmail(email), "toy").GrainKey);

    private IOrderGrain Grain(string number)
    {
        var ids = Host.Get<IOrderIds>();
        return Host.Grains.GetGrain<IOrderGrain>(ids.For(ids.ForEmail(Shop), number).GrainKey);
    }

    private CreateOrder Wish(string number) => new()
    {
        Merchant = Host.Get<IOrderIds>().ForEmail(Shop),
        Number = number,
        Money = 70,
        Terms = new OrderTerms { Face = Face.Epay, MoneyText = "70", Subject = "VIP", NotifyUrl = "http://127.0.0.1/notify" },
    };

    private async Task<Order> OrderAsync(string number)
    {
        await RegisterAsync();
        var created = await Grain(number).CreateAsync(Wish(number));
        return created.Order ?? throw new InvalidOperationException(created.Detail);
    }

    private Task<ChargeResult> StartAsync(string number, string method = "toy_page") =>
        Grain(number).StartChargeAsync(new StartCharge { Method = method, PublicUrl = "https://pay.test" });

    private async Task<Order> ReadAsync(string number) => (await Grain(number).GetAsync())!;

    private async Task PassAsync(TimeSpan time, params string[] numbers)
    {
        clock.Advance(time);
        foreach (var number in numbers) await Grain(number).WakeAsync();
    }

    private static ChargeNews News(string reference) =>
        new() { Reference = reference, State = ChargeState.Paid, Amount = 70m, Currency = "CNY", Transaction = "toy-tx" };
}
