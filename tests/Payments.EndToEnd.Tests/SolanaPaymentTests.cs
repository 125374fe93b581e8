using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Testing;
using Payments.Testing.Nodes.Solana;

namespace Payments.EndToEnd.Tests;

/// <summary>A shop that speaks EPay, a payer on a simulated Solana node, and the callback that the shop hears.</summary>
public sealed class SolanaPaymentTests : IAsyncLifetime
{
    private const string Wallet = "9WzDXwBbmkg8ZTbNMqUxvQRAyrZzDsGYdLVL9zYtAWWM";

    private readonly SolanaChain chain = new(TimeProvider.System) { FinalLag = 3 };
    private SolanaSimulator node = null!;
    private PaidChain paid = null!;

    public async Task InitializeAsync()
    {
        Mine(10);
        node = await SolanaSimulator.StartAsync(chain);
        paid = await PaidChain.StartAsync("solana", chain.ChainNumber, [node.Url]);
        await paid.AddWalletAsync("USDT", Wallet);
        await paid.AddWalletAsync("SOL", Wallet, rate: 1000m);
    }

    public async Task DisposeAsync()
    {
        await paid.DisposeAsync();
        await node.DisposeAsync();
    }

    [Theory]
    [InlineData("usdt")]
    [InlineData("usdt.spl")]
    [InlineData("SOLANA_USDT")]
    public async Task USDT_on_Solana_pays_an_order(string type)
    {
        var order = await paid.SubmitAsync($"SOL-{type}", type);
        (order.Quote!.Chain, order.Quote.Token, order.Quote.Address, order.Quote.Units).Should().Be((ChainId.Solana, "USDT", Wallet, (UInt128)10_000_000));
        Pay(SolanaChain.Token, order);
        await paid.WaitAsync(order.Id, OrderStatus.Detected);
        chain.Skip();
        Mine(3);
        (await paid.Shop.NextAsync()).Parameters.Should().Contain("trade_status", "TRADE_SUCCESS").And.Contain("out_trade_no", $"SOL-{type}");
        (await paid.ReadAsync(order.Id)).Status.Should().Be(OrderStatus.Completed);
    }

    [Fact]
    public async Task SOL_pays_an_order()
    {
        var order = await paid.SubmitAsync("SOL-COIN", "sol");
        (order.Quote!.Token, order.Quote.Units).Should().Be(("SOL", (UInt128)70_000_000));
        Pay(null, order);
        Mine(3);
        (await paid.Shop.NextAsync()).Parameters["out_trade_no"].Should().Be("SOL-COIN");
    }

    [Fact]
    public async Task A_failed_transfer_and_a_fake_token_pay_nothing_and_a_fork_takes_a_payment_back()
    {
        var order = await paid.SubmitAsync("SOL-BAD", "usdt");
        chain.Send([new SolanaPart(SolanaChain.Token, Wallet, (ulong)order.Quote!.Units)], failed: true);
        chain.Send([new SolanaPart(SolanaChain.FakeToken, Wallet, (ulong)order.Quote.Units)]);
        chain.Mine();
        Pay(SolanaChain.Token, order);
        await paid.WaitAsync(order.Id, OrderStatus.Detected);
        (await paid.ReadAsync(order.Id)).Transfers.Should().ContainSingle();

        chain.Drop(1);
        chain.Skip();
        Mine(1);
        await paid.WaitAsync(order.Id, OrderStatus.Pending);
        Pay(SolanaChain.Token, order);
        Mine(3);
        (await paid.Shop.NextAsync()).Parameters["out_trade_no"].Should().Be("SOL-BAD");
        paid.Shop.All.Should().ContainSingle();
    }

    [Fact]
    public async Task A_transfer_that_names_its_order_pays_it_whatever_its_amount_is_and_each_copy_counts_once()
    {
        var first = await paid.SubmitAsync("REF-1");
        var second = await paid.SubmitAsync("REF-2");
        first.Quote!.Reference.Should().NotBeNull().And.NotBe(second.Quote!.Reference);
        // The amount of the second order, in the name of the first: by amount it would be the second's.
        Name(second.Quote.Units, first);
        await paid.WaitAsync(first.Id, OrderStatus.Detected);
        // Less than asked: an underpayment of that order, and the rest by its exact amount from a wallet that knows no references.
        Name(4_000_000, second);
        await paid.WaitAsync(second.Id, order => order.Transfers.Count == 1, "the part is counted");
        var rest = PaymentFacts.Of(await paid.ReadAsync(second.Id))!;
        (rest.Received, rest.Missing).Should().Be(((UInt128)4_000_000, second.Quote.Units - 4_000_000));
        Mine(3);
        (await paid.Shop.NextAsync()).Parameters["out_trade_no"].Should().Be("REF-1");
        chain.Send([new SolanaPart(SolanaChain.Token, Wallet, (ulong)rest.Missing)]);
        Mine(4);
        (await paid.Shop.NextAsync()).Parameters["out_trade_no"].Should().Be("REF-2");
        // Somebody copies the reference, which everybody can read: more money for the same order.
        Name(first.Quote.Units, first);
        Mine(4);
        await paid.WaitAsync(first.Id, order => order.Transfers.Count == 2 && order.Transfers.All(counted => counted.Confirmed), "the copy is counted");
        PaymentFacts.Of(await paid.ReadAsync(first.Id))!.Excess.Should().Be(second.Quote.Units);
        paid.Shop.All.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_reference_credits_nothing_at_another_merchants_address_or_in_another_token()
    {
        const string othersWallet = "3emsAVdmGKERbHjmGfQ6oZ1e35dkf5iYcS6U4CPKFVaa";
        var order = await paid.SubmitAsync("REF-3");
        var other = await paid.Gateway.RegisterMerchantAsync("other@example.com");
        (await paid.Gateway.AddWalletAsync(other.Merchant.Id, "solana", "USDT", othersWallet)).Outcome.Should().Be(Contracts.Merchants.WalletOutcome.Saved);
        Mine(1);
        await Patience.UntilAsync(async () => (await paid.Gateway.Grains.GetGrain<Contracts.Chains.IChainWatcherGrain>(ChainId.Solana.WatcherKey).GetStatusAsync()).Cursor == chain.Newest.Slot, "all is read");
        chain.Send([new SolanaPart(SolanaChain.Token, othersWallet, (ulong)order.Quote!.Units)], references: [order.Quote.Reference!]);
        chain.Send([new SolanaPart(SolanaChain.FakeToken, Wallet, (ulong)order.Quote.Units)], references: [order.Quote.Reference!]);
        chain.Send([new SolanaPart(null, Wallet, (ulong)order.Quote.Units)], references: [order.Quote.Reference!]);
        Mine(5);
        await Patience.UntilAsync(async () => (await paid.Gateway.Grains.GetGrain<Contracts.Chains.IChainWatcherGrain>(ChainId.Solana.WatcherKey).GetStatusAsync()).Cursor == chain.Newest.Slot, "all is read");
        var untouched = await paid.ReadAsync(order.Id);
        (untouched.Status, untouched.Transfers.Count).Should().Be((OrderStatus.Pending, 0));
        Name(order.Quote.Units, order);
        Mine(4);
        (await paid.Shop.NextAsync()).Parameters["out_trade_no"].Should().Be("REF-3");
    }

    [Fact]
    public async Task The_cashier_shows_the_wallet_and_a_Solana_Pay_code()
    {
        var order = await paid.SubmitAsync("SOL-PAGE", "usdt");
        (await paid.Gateway.Http.GetStringAsync($"/cashier?id={order.Id.Value}&lang=en")).Should().Contain(Wallet).And.Contain("Solana");
        (await paid.Gateway.Http.GetStringAsync($"/cashier/{order.Id.Value}/state")).Replace("\\u0026", "&", StringComparison.Ordinal)
            .Should().Contain($"\"uri\":\"solana:{Wallet}?amount=10&spl-token={SolanaChain.Token}&reference={order.Quote!.Reference}&label=Shop\"");
    }

    private void Name(UInt128 units, Order order)
    {
        chain.Send([new SolanaPart(SolanaChain.Token, Wallet, (ulong)units)], references: [order.Quote!.Reference!]);
        chain.Mine();
    }

    private void Pay(string? mint, Order order)
    {
        chain.Send([new SolanaPart(mint, Wallet, (ulong)order.Quote!.Units)]);
        chain.Mine();
    }

    private void Mine(int count)
    {
        for (var i = 0; i < count; i++) chain.Mine();
    }
}
