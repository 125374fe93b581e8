using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Payments.Chains;
using Payments.Contracts.Chains;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Secrets;
using Payments.Grains.Merchants;
using Payments.Grains.Tests.Merchants;
using Payments.Storage;
using Payments.Testing;

namespace Payments.Grains.Tests.Chains;

/// <summary>Payments that wait for a block, from the watcher to the order, on a clock of the test's own.</summary>
public sealed class MempoolTests : MerchantHost
{
    private const string Wallet = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
    private const ulong Price = 10_000;

    private readonly ManualTimeProvider time = new();
    private readonly PaperChain chain;

    public MempoolTests()
    {
        chain = new PaperChain(time);
        for (var i = 0; i < 5; i++) chain.Mine();
    }

    protected override Task<GrainHost> StartAsync(MasterKeyRing keys) => GrainHost.StartAsync(Folder, services =>
    {
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Chains:Bitcoin:Rpc"] = "http://127.0.0.1:1",
            ["Chains:Bitcoin:ChainId"] = "1181622790",
        }).Build());
        services.AddSingleton<IChainReaders>(chain);
        services.AddChains().AddMerchants(keys).AddPaymentsGrains();
    }, time);

    private IChainWatcherGrain Watcher => Host.Grains.GetGrain<IChainWatcherGrain>("chain-bitcoin");

    /// <summary>Each round looks at the head, at blocks, and then at what waits. A call that does not interleave is answered when the round is over.</summary>
    private async Task RoundsAsync(int count = 1)
    {
        for (var i = 0; i < count; i++) await RoundAfterAsync(chain.Options.PollInterval);
    }

    private async Task RoundAfterAsync(TimeSpan pause)
    {
        time.Advance(pause);
        await chain.Rounds.WaitAsync();
        await Watcher.StartAsync();
    }

    /// <summary>Starts the watcher, which takes its first round at once.</summary>
    private async Task WatchAsync()
    {
        await Watcher.StartAsync();
        await RoundAfterAsync(TimeSpan.Zero);
    }

    private IOrderGrain Grain(string number) => Host.Grains.GetGrain<IOrderGrain>(
        Host.Get<IOrderIds>().For(Host.Get<IOrderIds>().ForEmail(Registration.Email), number).GrainKey);

    private async Task<Order> ReadAsync(string number = "B-1") => (await Grain(number).GetAsync())!;

    private async Task OrderAsync(string number = "B-1") => (await Grain(number).CreateAsync(new CreateOrder
    {
        Merchant = Host.Get<IOrderIds>().ForEmail(Registration.Email),
        Number = number,
        Money = 70,
        Terms = new() { Face = Face.Epay, MoneyText = "70" },
    })).Outcome.Should().Be(CreateOutcome.Created);

    /// <summary>A merchant, an order over 10,000 satoshi, and a watcher.</summary>
    private async Task BeginAsync()
    {
        await Merchant().RegisterAsync(Registration);
        (await Merchant().AddWalletAsync(new SaveWallet { Chain = ChainId.Bitcoin, Token = "BTC", Address = Wallet, Currency = "CNY", Rate = 700_000m })).Outcome.Should().Be(WalletOutcome.Saved);
        await OrderAsync();
        await WatchAsync();
    }

    private async Task ExpectAsync(OrderStatus status, int sightings, int transfers)
    {
        var order = await ReadAsync();
        (order.Status, order.Sightings.Count, order.Transfers.Count).Should().Be((status, sightings, transfers));
    }

    [Fact]
    public async Task A_payment_is_detected_while_it_waits_and_counts_once_with_its_block()
    {
        await BeginAsync();
        chain.Send("t1", Wallet, Price);
        await RoundsAsync(3);
        await ExpectAsync(OrderStatus.Detected, 1, 0);
        (await ReadAsync()).Sightings[0].SeenAt.Should().BeBefore(time.GetUtcNow());

        chain.Mine();
        await RoundsAsync(3);
        await ExpectAsync(OrderStatus.Detected, 0, 1);
        chain.Mine();
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Completed, 0, 1);
        (await ReadAsync()).History.Count(entry => entry.Event is "sighted" or "unsighted").Should().Be(1);
    }

    [Fact]
    public async Task A_replaced_payment_is_followed_and_one_that_was_spent_otherwise_leaves_the_order_waiting()
    {
        await BeginAsync();
        chain.Send("t1", Wallet, Price);
        await RoundsAsync();
        chain.Forget("t1");
        chain.Send("t2", Wallet, Price);
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Detected, 1, 0);
        (await ReadAsync()).Sightings[0].Transaction.Should().Be("t2");

        chain.Forget("t2");
        chain.Mine();
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Pending, 0, 0);
        (await ReadAsync()).Reservation!.Units.Should().Be(Price);

        chain.Send("t3", Wallet, Price);
        chain.Mine();
        chain.Mine();
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Completed, 0, 1);
    }

    [Fact]
    public async Task One_look_that_misses_a_payment_is_not_its_end()
    {
        await BeginAsync();
        chain.Send("t1", Wallet, Price);
        await RoundsAsync();
        chain.Forget("t1");
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Detected, 1, 0);
        chain.Send("t1", Wallet, Price);
        await RoundsAsync(3);
        await ExpectAsync(OrderStatus.Detected, 1, 0);
        (await ReadAsync()).History.Count(entry => entry.Event == "sighted").Should().Be(1);
    }

    [Fact]
    public async Task While_blocks_or_the_mempool_cannot_be_read_nothing_is_gone()
    {
        await BeginAsync();
        chain.Send("t1", Wallet, Price);
        await RoundsAsync();
        chain.HidesBlocks = true;
        chain.Mine();
        await RoundsAsync(3);
        await ExpectAsync(OrderStatus.Detected, 1, 0);

        (chain.HidesBlocks, chain.HidesMempool) = (false, true);
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Detected, 0, 1);
    }

    [Theory]
    [InlineData("waits")]
    [InlineData("mined")]
    [InlineData("gone")]
    public async Task After_a_crash_the_mempool_is_looked_at_afresh(string became)
    {
        await BeginAsync();
        chain.Send("t1", Wallet, Price);
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Detected, 1, 0);
        if (became == "mined") chain.Mine();
        if (became == "gone") chain.Forget("t1");
        await DieAndStartAsync(GrainHost.Keys(1));
        await ExpectAsync(OrderStatus.Detected, 1, 0);

        await WatchAsync();
        await RoundsAsync(2);
        await (became switch
        {
            "waits" => ExpectAsync(OrderStatus.Detected, 1, 0),
            "mined" => ExpectAsync(OrderStatus.Detected, 0, 1),
            _ => ExpectAsync(OrderStatus.Pending, 0, 0),
        });
        (await ReadAsync()).History.Count(entry => entry.Event is "sighted" or "detected").Should().Be(became == "mined" ? 2 : 1);
    }

    [Fact]
    public async Task An_order_waits_for_the_block_of_what_was_sighted_in_time()
    {
        await BeginAsync();
        chain.Send("t1", Wallet, Price);
        await RoundsAsync();
        await RoundAfterAsync(TimeSpan.FromHours(5));
        for (var i = 0; i < 3; i++) chain.Mine(isEmpty: true);
        await RoundsAsync();
        await Grain("B-1").WakeAsync();
        await ExpectAsync(OrderStatus.Detected, 1, 0);
        await OrderAsync("B-2");
        (await ReadAsync("B-2")).Quote!.Units.Should().Be(Price + 1, "the amount is not given away");

        // Its amount, place and sighting survive the end of the process; the block comes hours after grace.
        await DieAndStartAsync(GrainHost.Keys(1));
        await WatchAsync();
        chain.Mine();
        chain.Mine();
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Completed, 0, 1);
        (await ReadAsync()).Transfers[0].Late.Should().BeFalse();
        (await ReadAsync("B-2")).Transfers.Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_never_mined_holds_an_amount_for_a_day_at_most()
    {
        await BeginAsync();
        chain.Send("t1", Wallet, Price);
        await RoundsAsync();
        var until = (await ReadAsync()).ExpiresAt + OrderRules.SightingPatience;
        await RoundAfterAsync(until - time.GetUtcNow());
        chain.Mine(isEmpty: true);
        await RoundsAsync();
        await Grain("B-1").WakeAsync();
        await ExpectAsync(OrderStatus.Expired, 0, 0);
        (await ReadAsync()).Reservation.Should().BeNull();
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Expired, 0, 0);

        chain.Mine();
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Expired, 0, 0);
        (await Host.Get<TransferStore>().HasAnyAsync(ChainId.Bitcoin, Wallet)).Should().BeTrue("the merchant may assign it by hand");
    }

    [Fact]
    public async Task What_nobody_waits_for_is_nothing_until_its_block()
    {
        await BeginAsync();
        await OrderAsync("B-2");
        chain.Send("t1", Wallet, 4_321);
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Pending, 0, 0);
        (await Host.Get<TransferStore>().HasAnyAsync(ChainId.Bitcoin, Wallet)).Should().BeFalse();
        chain.Mine();
        await RoundsAsync();
        (await Host.Get<TransferStore>().HasAnyAsync(ChainId.Bitcoin, Wallet)).Should().BeTrue();
    }
}
