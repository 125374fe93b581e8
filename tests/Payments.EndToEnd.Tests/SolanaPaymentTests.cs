using Payments.Domain.Identity;
using Payments.Domain.Orders;
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
    public async Task The_cashier_shows_the_wallet_and_a_Solana_Pay_code()
    {
        var order = await paid.SubmitAsync("SOL-PAGE", "usdt");
        (await paid.Gateway.Http.GetStringAsync($"/cashier?id={order.Id.Value}&lang=en")).Should().Contain(Wallet).And.Contain("Solana");
        (await paid.Gateway.Http.GetStringAsync($"/cashier/{order.Id.Value}/state")).Replace("\\u0026", "&", StringComparison.Ordinal)
            .Should().Contain($"\"uri\":\"solana:{Wallet}?amount=10&spl-token={SolanaChain.Token}&label=Shop\"");
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
