using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts.Chains;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.EndToEnd.Tests.Nodes;
using Payments.Storage;
using Payments.Storage.Queries;
using Payments.Testing;
using Payments.Testing.Gateway;
using Payments.Testing.Nodes;

namespace Payments.EndToEnd.Tests;

/// <summary>One transfer, told by two nodes, twice in one answer, by one that lags, and again after each restart with an old cursor.</summary>
public sealed class RepeatedTransferTests : IAsyncLifetime
{
    private const string Wallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
    private const int Confirmations = 4;

    private readonly string folder = Directory.CreateTempSubdirectory("payments-repeat-").FullName;
    private AnvilNode node = null!;
    private MoodyNode first = null!;
    private MoodyNode second = null!;
    private string token = "";
    private ShopReceiver shop = null!;
    private GatewayHost gateway = null!;
    private MerchantKeys merchant = null!;

    public async Task InitializeAsync()
    {
        node = await AnvilNode.StartAsync(56);
        token = await node.DeployTokenAsync(18);
        await node.MintAsync(token, node.Accounts[3], UInt128.Parse("1000000000000000000000"));
        first = await MoodyNode.StartAsync(node);
        second = await MoodyNode.StartAsync(node);
        shop = new ShopReceiver();
        gateway = await StartAsync(first, second);
        merchant = await gateway.RegisterMerchantAsync();
        (await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDT", Wallet)).Outcome.Should().Be(WalletOutcome.Saved);
        await CursorReachesAsync(await node.HeadAsync());
        await node.MineAsync(10);
    }

    public async Task DisposeAsync()
    {
        await gateway.EndAuditedAsync();
        await shop.DisposeAsync();
        await first.DisposeAsync();
        await second.DisposeAsync();
        await node.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_transfer_told_again_and_again_is_one_payment_and_one_callback()
    {
        first.Repeats = true;
        second.Lag = 3;
        var order = await SubmitAsync("TWICE-1");
        var transaction = await node.TransferAsync(token, node.Accounts[3], Wallet, order.Reservation!.Units);
        var block = await node.HeadAsync();
        await StatusAsync(order.Id, OrderStatus.Detected);
        first.Told.Should().Contain(transaction);

        // The process died before it wrote its cursor, and the other node, which lags, tells the transfer when it gets there.
        await RestartAsync(block - 2, () => first.IsDown = true, first, second);
        await node.MineAsync(second.Lag);
        await CursorReachesAsync(block);
        second.Told.Should().Contain(transaction);
        await AssertCountedOnceAsync(order.Id, transaction, OrderStatus.Detected);
        shop.All.Should().BeEmpty("the money is not final");
        await node.MineAsync(Confirmations);
        await Patience.UntilAsync(async () => (await WatcherAsync()).Unconfirmed == 1, "the payment waits for the word of the node that is down");
        (await ReadAsync(order.Id)).Status.Should().Be(OrderStatus.Detected);
        shop.All.Should().BeEmpty("one node of two confirms nothing");
        first.IsDown = false;
        await shop.NextAsync();
        await StatusAsync(order.Id, OrderStatus.Completed);
        await Patience.UntilAsync(async () => (await DeliveryAsync()).Status == DeliveryStatus.Delivered, "the shop's answer is written down");

        // It is told once more by both, after the order is completed and the shop has heard.
        var told = first.Told.Count;
        await RestartAsync(block - 2, () => second.Lag = 0, first, second);
        await CursorReachesAsync(await node.HeadAsync());
        first.Told.Count.Should().BeGreaterThan(told);
        told = second.Told.Count;
        await RestartAsync(block - 2, () => { }, second, first);
        await CursorReachesAsync(await node.HeadAsync());
        second.Told.Count.Should().BeGreaterThan(told);
        await AssertCountedOnceAsync(order.Id, transaction, OrderStatus.Completed);
        shop.All.Should().ContainSingle().Which.Parameters.Should().Contain("out_trade_no", "TWICE-1").And.Contain("trade_status", "TRADE_SUCCESS");
        (await DeliveryAsync()).Status.Should().Be(DeliveryStatus.Delivered);
    }

    private async Task AssertCountedOnceAsync(OrderId id, string transaction, OrderStatus status)
    {
        var order = await ReadAsync(id);
        order.Status.Should().Be(status);
        order.Transfers.Should().ContainSingle().Which.Transfer.Transaction.Should().Be(transaction);
        PaymentFacts.Of(order)!.Received.Should().Be(order.Quote!.Units);
        (await gateway.Services.GetRequiredService<TransferStore>().ListAsync(merchant.Merchant.Id, null, 10)).Items.Should().BeEmpty();
    }

    private async Task<Delivery> DeliveryAsync() => (await gateway.Services.GetRequiredService<DeliveryQueries>().ListAsync(merchant.Merchant.Id, null, null, 10)).Items.Should().ContainSingle().Subject;

    private Task<GatewayHost> StartAsync(params MoodyNode[] nodes) => GatewayHost.StartAsync(new Dictionary<string, string?>
    {
        ["Chains:Bsc:Rpc"] = string.Join(',', nodes.Select(moody => moody.Url)),
        ["Chains:Bsc:Confirmations"] = $"{Confirmations}",
        ["Chains:Bsc:PollInterval"] = "00:00:00.05",
        ["Chains:Bsc:Tokens:USDT:Contract"] = token,
        ["Logging:LogLevel:Default"] = "None",
    }, dataFolder: folder);

    /// <summary>Stops the gateway, puts the stored cursor back, lets the nodes change their mood and starts again.</summary>
    private async Task RestartAsync(long cursor, Action mood, params MoodyNode[] nodes)
    {
        await gateway.DisposeAsync();
        Rewind(cursor);
        mood();
        var earlier = gateway.Audit;
        gateway = await StartAsync(nodes);
        gateway.Audit.Continue(earlier);
    }

    private void Rewind(long cursor)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "payments.db")};Pooling=False");
        connection.Open();
        using var read = connection.CreateCommand();
        read.CommandText = "SELECT state FROM grain_states WHERE key = 'chain-watcher/chain-bsc'";
        var state = JsonNode.Parse((string)read.ExecuteScalar()!)!;
        state["cursor"]!.GetValue<long>().Should().BeGreaterThan(cursor);
        state["cursor"] = cursor;
        state["window"] = new JsonArray([.. state["window"]!.AsArray().Where(mark => mark!["number"]!.GetValue<long>() <= cursor).Select(mark => mark!.DeepClone())]);
        using var write = connection.CreateCommand();
        write.CommandText = "UPDATE grain_states SET state = $state WHERE key = 'chain-watcher/chain-bsc'";
        write.Parameters.AddWithValue("$state", state.ToJsonString());
        write.ExecuteNonQuery().Should().Be(1);
    }

    private async Task<Order> SubmitAsync(string number)
    {
        using var response = await gateway.Http.PostAsync("/submit.php", new FormUrlEncodedContent(EpayForm.Of(merchant, number, "70", shop.Url)));
        OrderId.TryParse(response.Headers.Location?.Query[4..], out var id).Should().BeTrue();
        return await ReadAsync(id);
    }

    private async Task<Order> ReadAsync(OrderId id) => (await gateway.Grains.GetGrain<IOrderGrain>(id.GrainKey).GetAsync())!;

    private Task StatusAsync(OrderId id, OrderStatus status) => Patience.UntilAsync(async () => (await ReadAsync(id)).Status == status, $"the order is {status}");

    private Task<ChainStatus> WatcherAsync() => gateway.Grains.GetGrain<IChainWatcherGrain>(ChainId.Bsc.WatcherKey).GetStatusAsync();

    private Task CursorReachesAsync(long block) => Patience.UntilAsync(async () => (await WatcherAsync()).Cursor >= block, $"block {block} is read");
}
