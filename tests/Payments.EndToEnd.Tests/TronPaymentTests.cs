using Microsoft.AspNetCore.Http;
using Payments.Chains.Tron;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Testing.Nodes.Tron;

namespace Payments.EndToEnd.Tests;

/// <summary>A shop that speaks EPay, a payer on a simulated TRON node, and the callback that the shop hears.</summary>
public sealed class TronPaymentTests : IAsyncLifetime
{
    private const string Wallet = "TPL66VK2gCXNCD7EJg9pgJRfqcRazjhUZY";
    private const string WalletHex = "41928c9af0651632157ef27a2cf17ca72c575a4d21";

    private readonly TronChain chain = new(TimeProvider.System) { SolidLag = 3 };
    private TronSimulator node = null!;
    private PaidChain paid = null!;

    public async Task InitializeAsync()
    {
        chain.Mine(10);
        node = await TronSimulator.StartAsync(chain);
        paid = await PaidChain.StartAsync("tron", chain.ChainNumber, [node.Url]);
        await paid.AddWalletAsync("USDT", Wallet);
        await paid.AddWalletAsync("TRX", Wallet, rate: 2m);
    }

    public async Task DisposeAsync()
    {
        await paid.DisposeAsync();
        await node.DisposeAsync();
    }

    [Theory]
    [InlineData("usdt")]
    [InlineData("usdt.trc20")]
    [InlineData("usdt-tron")]
    [InlineData("TRC20_USDT")]
    public async Task USDT_on_TRON_pays_an_order(string type)
    {
        var order = await paid.SubmitAsync($"TRON-{type}", type);
        (order.Quote!.Chain, order.Quote.Token, order.Quote.Address, order.Quote.Units).Should().Be((ChainId.Tron, "USDT", Wallet, (UInt128)10_000_000));
        chain.SendToken(WalletHex, order.Quote.Units);
        chain.Mine(1);
        await paid.WaitAsync(order.Id, OrderStatus.Detected);
        chain.Mine(3);
        (await paid.Shop.NextAsync()).Parameters.Should().Contain("trade_status", "TRADE_SUCCESS").And.Contain("type", type).And.Contain("out_trade_no", $"TRON-{type}");
        (await paid.ReadAsync(order.Id)).Status.Should().Be(OrderStatus.Completed);
    }

    [Fact]
    public async Task TRX_pays_an_order()
    {
        var order = await paid.SubmitAsync("TRON-TRX", "trx");
        (order.Quote!.Token, order.Quote.Units).Should().Be(("TRX", (UInt128)35_000_000));
        chain.SendCoins(WalletHex, (long)order.Quote.Units);
        chain.Mine(4);
        (await paid.Shop.NextAsync()).Parameters["out_trade_no"].Should().Be("TRON-TRX");
    }

    [Fact]
    public async Task An_order_is_paid_at_an_address_of_its_own()
    {
        await paid.AddKeyAsync("USDT", "xpub6BgBgsespWvERF3LHQu6CnqdvfEvtMcQjYrcRzx53QJjSxarj2afYWcLteoGVky7D3UKDP9QyrLprQ3VCECoY49yfdDEHGCtMMj92pReUsQ");
        await paid.RemoveWalletAsync(Wallet);
        var (first, second) = (await paid.SubmitAsync("TRON-X1", "usdt"), await paid.SubmitAsync("TRON-X2", "usdt"));
        first.Quote!.Address.Should().StartWith("T").And.NotBe(Wallet).And.NotBe(second.Quote!.Address);
        second.Quote.Units.Should().Be(first.Quote.Units);
        chain.SendToken(TronAddress.ToHex(second.Quote.Address), 9_999_999);
        chain.Mine(4);
        await paid.WaitAsync(second.Id, order => order.Transfers.Count == 1, "the underpayment is counted");
        chain.SendToken(TronAddress.ToHex(second.Quote.Address), 1);
        chain.Mine(4);
        (await paid.Shop.NextAsync()).Parameters["out_trade_no"].Should().Be("TRON-X2");
        (await paid.ReadAsync(first.Id)).Status.Should().Be(OrderStatus.Pending);
    }

    [Fact]
    public async Task A_failed_transfer_and_a_fake_token_pay_nothing_and_a_reorganisation_takes_a_payment_back()
    {
        var order = await paid.SubmitAsync("TRON-BAD", "usdt");
        chain.SendToken(WalletHex, order.Quote!.Units, result: "OUT_OF_ENERGY");
        chain.SendToken(WalletHex, order.Quote.Units, TronChain.FakeToken);
        chain.Mine(1);
        chain.SendToken(WalletHex, order.Quote.Units);
        chain.Mine(1);
        await paid.WaitAsync(order.Id, OrderStatus.Detected);
        (await paid.ReadAsync(order.Id)).Transfers.Should().ContainSingle();

        chain.Drop(1);
        chain.Mine(2);
        await paid.WaitAsync(order.Id, OrderStatus.Pending);
        chain.SendToken(WalletHex, order.Quote.Units);
        chain.Mine(4);
        (await paid.Shop.NextAsync()).Parameters["out_trade_no"].Should().Be("TRON-BAD");
        paid.Shop.All.Should().ContainSingle();
    }

    [Fact]
    public async Task A_node_that_limits_its_callers_delays_a_payment_and_loses_none()
    {
        var order = await paid.SubmitAsync("TRON-LIMIT", "usdt");
        var questions = 0;
        node.Handle = async (context, _) =>
        {
            if (Interlocked.Increment(ref questions) % 9 != 0) return false;
            context.Response.StatusCode = 429;
            await context.Response.WriteAsync("""{"Error":"request rate exceeded, and the query server is suspended for 1 s"}""");
            return true;
        };
        chain.SendToken(WalletHex, order.Quote!.Units);
        for (var i = 0; i < 12; i++)
        {
            chain.Mine();
            chain.SendCoins(TronChain.FakeToken, 1);
        }
        (await paid.Shop.NextAsync()).Parameters["out_trade_no"].Should().Be("TRON-LIMIT");
        questions.Should().BeGreaterThan(9);
    }

    [Fact]
    public async Task The_cashier_shows_address_and_network_in_TRONs_own_words_and_the_address_alone_as_its_code()
    {
        var order = await paid.SubmitAsync("TRON-PAGE", "usdt");
        var html = await paid.Gateway.Http.GetStringAsync($"/cashier?id={order.Id.Value}&lang=en");
        html.Should().Contain(Wallet).And.Contain("TRON (TRC20)").And.Contain("choose TRC20 as the network").And.Contain("Scan for the address, then enter the amount");
        var state = await paid.Gateway.Http.GetStringAsync($"/cashier/{order.Id.Value}/state");
        state.Should().Contain($"\"uri\":\"{Wallet}\"");
    }
}
