using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Webhooks;
using Payments.Storage.Queries;
using Payments.Testing;
using Payments.Testing.Gateway;
using Payments.Testing.Nodes;

namespace Payments.EndToEnd.Tests;

/// <summary>A shop that speaks EPay, a payer on a real EVM node, and the callback that the shop hears.</summary>
public sealed class EpayPaymentTests : IAsyncLifetime
{
    private const string Wallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
    private static readonly UInt128 OneToken = 1_000_000;

    private AnvilNode node = null!;
    private string token = "";
    private GatewayHost gateway = null!;
    private MerchantKeys merchant = null!;
    private ShopReceiver shop = null!;

    private string Payer => node.Accounts[3];

    public async Task InitializeAsync()
    {
        node = await AnvilNode.StartAsync();
        token = await node.DeployTokenAsync(6);
        await node.MintAsync(token, Payer, 1_000_000 * OneToken);
        gateway = await GatewayHost.StartAsync(Settings(confirmations: 2));
        merchant = await gateway.RegisterMerchantAsync();
        (await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDT", Wallet)).Outcome.Should().Be(WalletOutcome.Saved);
        shop = new ShopReceiver();
    }

    public async Task DisposeAsync()
    {
        await shop.DisposeAsync();
        await gateway.DisposeAsync();
        await node.DisposeAsync();
    }

    private Dictionary<string, string?> Settings(int confirmations) => new()
    {
        ["Chains:Bsc:Rpc"] = node.Url.ToString(),
        ["Chains:Bsc:ChainId"] = "31337",
        ["Chains:Bsc:Confirmations"] = confirmations.ToString(),
        ["Chains:Bsc:PollInterval"] = "00:00:00.1",
        ["Chains:Bsc:Tokens:USDT:Contract"] = token,
        ["Chains:Bsc:Tokens:USDT:Decimals"] = "6",
    };

    [Fact]
    public async Task A_payment_of_the_exact_amount_is_heard_by_the_shop_once()
    {
        var order = await SubmitAsync("E2E-1", "70");
        order.Status.Should().Be(OrderStatus.Pending);
        order.Quote!.Units.Should().Be(10 * OneToken);

        var transaction = await PayAsync(order.Reservation!.Units);
        await node.MineAsync(2);
        var heard = (await shop.NextAsync()).Parameters;

        heard.Should().Contain("trade_status", "TRADE_SUCCESS").And.Contain("out_trade_no", "E2E-1").And.Contain("money", "70")
            .And.Contain("trade_no", order.Id.Value).And.Contain("type", "usdt").And.Contain("pid", merchant.Merchant.Pid.ToString());
        heard["sign"].Should().Be(EpayForm.Sign(heard, merchant.ApiSecret));
        var paid = await ReadAsync(order.Id);
        paid.Status.Should().Be(OrderStatus.Completed);
        paid.Transfers.Should().ContainSingle().Which.Transfer.Transaction.Should().Be(transaction);
        (await DeliveriesAsync(order.Id)).Should().ContainSingle().Which.Status.Should().Be(DeliveryStatus.Delivered);
        shop.All.Should().ContainSingle();
    }

    [Fact]
    public async Task Two_orders_over_the_same_money_are_told_apart_by_a_cent()
    {
        var first = await SubmitAsync("E2E-A", "70");
        var second = await SubmitAsync("E2E-B", "70");
        (second.Quote!.Units - first.Quote!.Units).Should().Be(OneToken / 100);

        await PayAsync(second.Quote.Units);
        await node.MineAsync(2);

        (await shop.NextAsync()).Parameters["out_trade_no"].Should().Be("E2E-B");
        (await ReadAsync(first.Id)).Status.Should().Be(OrderStatus.Pending);
    }

    [Fact]
    public async Task An_underpaid_order_takes_the_rest_from_a_second_transfer()
    {
        var order = await SubmitAsync("E2E-U", "70");
        await PayAsync(9 * OneToken);
        await WaitAsync(order.Id, current => current.Transfers.Count == 1);
        var underpaid = await ReadAsync(order.Id);
        PaymentFacts.Of(underpaid)!.Missing.Should().Be(OneToken);
        underpaid.Reservation!.Units.Should().Be(OneToken);

        await PayAsync(OneToken);
        await node.MineAsync(2);

        (await shop.NextAsync()).Parameters["out_trade_no"].Should().Be("E2E-U");
        PaymentFacts.Of(await ReadAsync(order.Id))!.Received.Should().Be(10 * OneToken);
    }

    [Fact]
    public async Task A_reverted_transfer_and_a_transfer_of_another_token_are_no_payment()
    {
        var order = await SubmitAsync("E2E-R", "70");
        var other = await node.DeployTokenAsync(6);
        await node.MintAsync(other, Payer, 100 * OneToken);
        await node.TransferAsync(other, Payer, Wallet, order.Quote!.Units);
        await node.BoastAsync(token, Payer, Wallet, order.Quote.Units);
        await PayAsync(order.Quote.Units);
        await node.MineAsync(2);

        await shop.NextAsync();
        (await ReadAsync(order.Id)).Transfers.Should().ContainSingle();
    }

    [Fact]
    public async Task A_shop_that_hears_only_GET_is_called_by_GET_in_the_same_attempt()
    {
        await using var getOnly = new ShopReceiver(heard => heard.Method == "GET" ? (200, "success") : (200, "fail"));
        var order = await SubmitAsync("E2E-G", "70", notifyUrl: getOnly.Url + "notify?method=epay");
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
        var order = await SubmitAsync("E2E-X", "70");
        await PayAsync(order.Quote!.Units);
        await WaitAsync(order.Id, current => current.Status == OrderStatus.Detected);
        await node.ReorgAsync(1);
        await node.MineAsync(1);
        await WaitAsync(order.Id, current => current.Status == OrderStatus.Pending && current.Transfers.Count == 0);

        await PayAsync(order.Quote.Units);
        await node.MineAsync(2);
        (await shop.NextAsync()).Parameters["out_trade_no"].Should().Be("E2E-X");
        (await ReadAsync(order.Id)).Transfers.Should().ContainSingle();
    }

    [Fact]
    public async Task Coins_are_seen_from_the_first_wallet_in_them_on()
    {
        // Without a wallet in coins blocks come without their transactions: these coins go unseen.
        await node.SendCoinsAsync(Payer, Wallet, 1);
        await PayAsync(123 * OneToken);
        await node.MineAsync(1);
        var transfers = (Storage.TransferStore)gateway.Services.GetService(typeof(Storage.TransferStore))!;
        await Patience.UntilAsync(async () => (await transfers.ListAsync(merchant.Merchant.Id, null, 10)).Items.Count > 0, "the tokens are kept");
        (await transfers.ListAsync(merchant.Merchant.Id, null, 10)).Items.Should().ContainSingle().Which.Transfer.Token.Should().Be("USDT");

        (await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "BNB", Wallet, rate: 700m)).Outcome.Should().Be(WalletOutcome.Saved);
        var order = await SubmitAsync("E2E-C", "70", type: "bnb");
        order.Quote!.Units.Should().Be(UInt128.Parse("100000000000000000"));
        var transaction = await node.SendCoinsAsync(Payer, Wallet, order.Quote.Units);
        await node.MineAsync(2);

        (await shop.NextAsync()).Parameters["out_trade_no"].Should().Be("E2E-C");
        (await ReadAsync(order.Id)).Transfers.Should().ContainSingle().Which.Transfer.Transaction.Should().Be(transaction);
    }

    [Fact]
    public async Task A_transfer_to_a_watched_address_that_nobody_awaits_is_kept()
    {
        await PayAsync(123 * OneToken);
        await node.MineAsync(1);
        var transfers = (Storage.TransferStore)gateway.Services.GetService(typeof(Storage.TransferStore))!;
        await Patience.UntilAsync(async () => (await transfers.ListAsync(merchant.Merchant.Id, null, 10)).Items.Count == 1, "the transfer is kept");
        (await transfers.ListAsync(merchant.Merchant.Id, null, 10)).Items[0].Transfer.Units.Should().Be(123 * OneToken);
    }

    private Task<string> PayAsync(UInt128 units) => node.TransferAsync(token, Payer, Wallet, units);

    private async Task<Order> SubmitAsync(string number, string money, string? notifyUrl = null, string type = "usdt")
    {
        using var response = await gateway.Http.PostAsync("/submit.php", new FormUrlEncodedContent(EpayForm.Of(merchant, number, money, notifyUrl ?? shop.Url + "notify", type)));
        ((int)response.StatusCode).Should().Be(302, await response.Content.ReadAsStringAsync());
        OrderId.TryParse(response.Headers.Location!.Query.Split("id=")[1], out var id).Should().BeTrue();
        return await ReadAsync(id);
    }

    private async Task<Order> ReadAsync(OrderId id) => (await gateway.Grains.GetGrain<IOrderGrain>(id.GrainKey).GetAsync())!;

    private async Task<IReadOnlyList<Delivery>> DeliveriesAsync(OrderId id)
    {
        var queries = (DeliveryQueries)gateway.Services.GetService(typeof(DeliveryQueries))!;
        await Patience.UntilAsync(async () => (await queries.ListAsync(merchant.Merchant.Id, id, null, 10)).Items.Any(delivery => delivery.Status == DeliveryStatus.Delivered), "the callback is delivered");
        return (await queries.ListAsync(merchant.Merchant.Id, id, null, 10)).Items;
    }

    private Task WaitAsync(OrderId id, Func<Order, bool> until) => Patience.UntilAsync(async () => until(await ReadAsync(id)), $"order {id}");
}
