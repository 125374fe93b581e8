using Microsoft.Extensions.DependencyInjection;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Storage;
using Payments.Storage.Queries;
using Payments.Testing;
using Payments.Testing.Gateway;
using Payments.Testing.Nodes;

namespace Payments.EndToEnd.Tests;

/// <summary>A shop that speaks EPay, a payer on a real EVM node, and the callback that the shop hears.</summary>
public sealed class EpayPaymentTests : IAsyncLifetime
{
    private const string Wallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";

    /// <summary>The account of BIP-86's vectors.</summary>
    private const string Account = "xpub6BgBgsespWvERF3LHQu6CnqdvfEvtMcQjYrcRzx53QJjSxarj2afYWcLteoGVky7D3UKDP9QyrLprQ3VCECoY49yfdDEHGCtMMj92pReUsQ";

    private static readonly UInt128 OneToken = 1_000_000;

    private AnvilNode node = null!;
    private string token = "";
    private PaidChain paid = null!;

    private string Payer => node.Accounts[3];

    public async Task InitializeAsync()
    {
        node = await AnvilNode.StartAsync();
        token = await node.DeployTokenAsync(6);
        await node.MintAsync(token, Payer, 1_000_000 * OneToken);
        paid = await PaidChain.StartAsync("bsc", 31337, [node.Url], ("Confirmations", "2"), ("Tokens:USDT:Contract", token), ("Tokens:USDT:Decimals", "6"));
        await paid.AddWalletAsync("USDT", Wallet);
    }

    public async Task DisposeAsync()
    {
        await paid.DisposeAsync();
        await node.DisposeAsync();
    }

    [Fact]
    public async Task A_payment_of_the_exact_amount_is_heard_by_the_shop_once()
    {
        var order = await paid.SubmitAsync("E2E-1");
        order.Status.Should().Be(OrderStatus.Pending);
        order.Quote!.Units.Should().Be(10 * OneToken);

        var transaction = await PayAsync(order.Reservation!.Units);
        await node.MineAsync(2);
        var heard = (await paid.Shop.NextAsync()).Parameters;

        heard.Should().Contain("trade_status", "TRADE_SUCCESS").And.Contain("out_trade_no", "E2E-1").And.Contain("money", "70")
            .And.Contain("trade_no", order.Id.Value).And.Contain("type", "usdt").And.Contain("pid", paid.Merchant.Merchant.Pid.ToString());
        heard["sign"].Should().Be(EpayForm.Sign(heard, paid.Merchant.ApiSecret));
        var completed = await paid.ReadAsync(order.Id);
        completed.Status.Should().Be(OrderStatus.Completed);
        completed.Transfers.Should().ContainSingle().Which.Transfer.Transaction.Should().Be(transaction);
        (await DeliveriesAsync(order.Id)).Should().ContainSingle().Which.Status.Should().Be(DeliveryStatus.Delivered);
        paid.Shop.All.Should().ContainSingle();
    }

    [Fact]
    public async Task Orders_are_paid_at_addresses_of_their_own_in_parts_and_beyond_what_was_asked()
    {
        await paid.AddKeyAsync("USDC", Account);
        await paid.AddKeyAsync("USDT", Account);
        await paid.RemoveWalletAsync(Wallet);
        var (first, second) = (await paid.SubmitAsync("E2E-X1"), await paid.SubmitAsync("E2E-X2"));
        (first.Quote!.Units, second.Quote!.Units).Should().Be((10 * OneToken, 10 * OneToken));
        first.Quote.Address.Should().NotBe(second.Quote.Address);

        await node.TransferAsync(token, Payer, second.Quote.Address, 1);
        await node.TransferAsync(token, Payer, second.Quote.Address, OneToken);
        await node.TransferAsync(token, Payer, second.Quote.Address, 10 * OneToken);
        await node.MineAsync(2);
        (await paid.Shop.NextAsync()).Parameters["out_trade_no"].Should().Be("E2E-X2");
        PaymentFacts.Of(await paid.ReadAsync(second.Id))!.Excess.Should().Be(OneToken, "dust counts for nobody");
        (await paid.ReadAsync(first.Id)).Status.Should().Be(OrderStatus.Pending);
    }

    [Fact]
    public async Task Two_orders_over_the_same_money_are_told_apart_by_a_cent()
    {
        var first = await paid.SubmitAsync("E2E-A");
        var second = await paid.SubmitAsync("E2E-B");
        (second.Quote!.Units - first.Quote!.Units).Should().Be(OneToken / 100);

        await PayAsync(second.Quote.Units);
        await node.MineAsync(2);

        (await paid.Shop.NextAsync()).Parameters["out_trade_no"].Should().Be("E2E-B");
        (await paid.ReadAsync(first.Id)).Status.Should().Be(OrderStatus.Pending);
    }

    [Fact]
    public async Task An_underpaid_order_takes_the_rest_from_a_second_transfer()
    {
        var order = await paid.SubmitAsync("E2E-U");
        await PayAsync(9 * OneToken);
        await paid.WaitAsync(order.Id, current => current.Transfers.Count == 1, "the first transfer is counted");
        var underpaid = await paid.ReadAsync(order.Id);
        PaymentFacts.Of(underpaid)!.Missing.Should().Be(OneToken);
        underpaid.Reservation!.Units.Should().Be(OneToken);

        await PayAsync(OneToken);
        await node.MineAsync(2);

        (await paid.Shop.NextAsync()).Parameters["out_trade_no"].Should().Be("E2E-U");
        PaymentFacts.Of(await paid.ReadAsync(order.Id))!.Received.Should().Be(10 * OneToken);
    }

    [Fact]
    public async Task A_reverted_transfer_and_a_transfer_of_another_token_are_no_payment()
    {
        var order = await paid.SubmitAsync("E2E-R");
        var other = await node.DeployTokenAsync(6);
        await node.MintAsync(other, Payer, 100 * OneToken);
        await node.TransferAsync(other, Payer, Wallet, order.Quote!.Units);
        await node.BoastAsync(token, Payer, Wallet, order.Quote.Units);
        await PayAsync(order.Quote.Units);
        await node.MineAsync(2);

        await paid.Shop.NextAsync();
        (await paid.ReadAsync(order.Id)).Transfers.Should().ContainSingle();
    }

    [Fact]
    public async Task A_shop_that_hears_only_GET_is_called_by_GET_in_the_same_attempt()
    {
        await using var getOnly = new ShopReceiver(heard => heard.Method == "GET" ? (200, "success") : (200, "fail"));
        var order = await paid.SubmitAsync("E2E-G", notifyUrl: getOnly.Url + "notify?method=epay");
        await PayAsync(order.Quote!.Units);
        await node.MineAsync(2);

        (await getOnly.NextAsync()).Method.Should().Be("POST");
        var heard = await getOnly.NextAsync();
        heard.Method.Should().Be("GET");
        heard.Target.Should().StartWith("/notify?method=epay&pid=");
    }

    [Fact]
    public async Task A_reorg_takes_a_detected_payment_back_and_a_new_block_brings_it_again()
    {
        var order = await paid.SubmitAsync("E2E-X");
        await PayAsync(order.Quote!.Units);
        await paid.WaitAsync(order.Id, OrderStatus.Detected);
        await node.ReorgAsync(1);
        await node.MineAsync(1);
        await paid.WaitAsync(order.Id, current => current.Status == OrderStatus.Pending && current.Transfers.Count == 0, "the payment is taken back");

        await PayAsync(order.Quote.Units);
        await node.MineAsync(2);
        (await paid.Shop.NextAsync()).Parameters["out_trade_no"].Should().Be("E2E-X");
        (await paid.ReadAsync(order.Id)).Transfers.Should().ContainSingle();
    }

    [Fact]
    public async Task Coins_are_seen_from_the_first_wallet_in_them_on()
    {
        // Without a wallet in coins blocks come without their transactions: these coins go unseen.
        await node.SendCoinsAsync(Payer, Wallet, 1);
        await PayAsync(123 * OneToken);
        await node.MineAsync(1);
        var transfers = paid.Gateway.Services.GetRequiredService<TransferStore>();
        await Patience.UntilAsync(async () => (await transfers.ListAsync(paid.Merchant.Merchant.Id, null, 10)).Items.Count > 0, "the tokens are kept");
        (await transfers.ListAsync(paid.Merchant.Merchant.Id, null, 10)).Items.Should().ContainSingle().Which.Transfer.Token.Should().Be("USDT");

        await paid.AddWalletAsync("BNB", Wallet, rate: 700m);
        var order = await paid.SubmitAsync("E2E-C", type: "bnb");
        order.Quote!.Units.Should().Be(UInt128.Parse("100000000000000000"));
        var transaction = await node.SendCoinsAsync(Payer, Wallet, order.Quote.Units);
        await node.MineAsync(2);

        (await paid.Shop.NextAsync()).Parameters["out_trade_no"].Should().Be("E2E-C");
        (await paid.ReadAsync(order.Id)).Transfers.Should().ContainSingle().Which.Transfer.Transaction.Should().Be(transaction);
    }

    [Fact]
    public async Task A_transfer_to_a_watched_address_that_nobody_awaits_is_kept()
    {
        await PayAsync(123 * OneToken);
        await node.MineAsync(1);
        var transfers = paid.Gateway.Services.GetRequiredService<TransferStore>();
        await Patience.UntilAsync(async () => (await transfers.ListAsync(paid.Merchant.Merchant.Id, null, 10)).Items.Count == 1, "the transfer is kept");
        (await transfers.ListAsync(paid.Merchant.Merchant.Id, null, 10)).Items[0].Transfer.Units.Should().Be(123 * OneToken);
    }

    private Task<string> PayAsync(UInt128 units) => node.TransferAsync(token, Payer, Wallet, units);

    private async Task<IReadOnlyList<Delivery>> DeliveriesAsync(OrderId id)
    {
        var queries = paid.Gateway.Services.GetRequiredService<DeliveryQueries>();
        await Patience.UntilAsync(async () => (await queries.ListAsync(paid.Merchant.Merchant.Id, id, null, 10)).Items.Any(delivery => delivery.Status == DeliveryStatus.Delivered), "the callback is delivered");
        return (await queries.ListAsync(paid.Merchant.Merchant.Id, id, null, 10)).Items;
    }
}
