using NBitcoin;
using Payments.Contracts.Chains;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Testing;
using Payments.Testing.Nodes.Bitcoin;

namespace Payments.EndToEnd.Tests;

/// <summary>A shop that speaks EPay, a payer on simulated Bitcoin nodes of both protocols, and the callback that the shop hears.</summary>
public sealed class BitcoinPaymentTests : IAsyncLifetime
{
    private const string Wallet = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

    private static readonly byte[] Script = Convert.FromHexString("0014751e76e8199196d454941c45d1b3a323f1433bd6");

    private readonly BitcoinChain chain = new(TimeProvider.System);
    private BitcoinSimulator rpc = null!;
    private BitcoinSimulator esplora = null!;
    private PaidChain paid = null!;

    public async Task InitializeAsync()
    {
        chain.Mine(10);
        rpc = await BitcoinSimulator.StartAsync(chain);
        esplora = await BitcoinSimulator.StartAsync(chain, isEsplora: true);
        paid = await PaidChain.StartAsync("bitcoin", BitcoinChain.ChainNumber, [rpc.Url, esplora.Url]);
        await paid.AddWalletAsync("BTC", Wallet, rate: 700_000m);
    }

    public async Task DisposeAsync()
    {
        await paid.DisposeAsync();
        await rpc.DisposeAsync();
        await esplora.DisposeAsync();
    }

    [Theory]
    [InlineData("btc")]
    [InlineData("bitcoin")]
    [InlineData("btc-bitcoin")]
    public async Task Two_blocks_pay_an_order(string type)
    {
        var order = await paid.SubmitAsync($"BTC-{type}", type);
        (order.Quote!.Chain, order.Quote.Token, order.Quote.Address, order.Quote.Units).Should().Be((ChainId.Bitcoin, "BTC", Wallet, (UInt128)10_000));
        chain.Pay(new BitcoinOutput(123, [0x51]), new BitcoinOutput((long)order.Quote.Units, Script));
        chain.Mine();
        await paid.WaitAsync(order.Id, OrderStatus.Detected);
        chain.Mine();
        (await paid.Shop.NextAsync()).Parameters.Should().Contain("trade_status", "TRADE_SUCCESS").And.Contain("out_trade_no", $"BTC-{type}");
        (await paid.ReadAsync(order.Id)).Status.Should().Be(OrderStatus.Completed);
    }

    [Fact]
    public async Task One_transaction_pays_two_orders()
    {
        var (first, second) = (await paid.SubmitAsync("BTC-1", "btc"), await paid.SubmitAsync("BTC-2", "btc"));
        second.Quote!.Units.Should().Be(first.Quote!.Units + 1);
        chain.Pay(new BitcoinOutput((long)second.Quote.Units, Script), new BitcoinOutput((long)first.Quote.Units, Script));
        chain.Mine(2);
        var heard = new[] { (await paid.Shop.NextAsync()).Parameters["out_trade_no"], (await paid.Shop.NextAsync()).Parameters["out_trade_no"] };
        heard.Should().BeEquivalentTo("BTC-1", "BTC-2");
    }

    [Fact]
    public async Task One_transaction_pays_two_orders_at_addresses_of_their_own()
    {
        await paid.AddKeyAsync("BTC", "vpub5ZMGqWnzwfRVXPJbzdseh3GeZZxxp9apgA2iRcgWb3uiFk2knV9unkD8uZgX95e3vdLLjZP86BUxY6p8svtcCGndq8aPwM6AccgQfk1KZb3", rate: 700_000m);
        await paid.RemoveWalletAsync(Wallet);
        var (first, second) = (await paid.SubmitAsync("BTC-X1", "btc"), await paid.SubmitAsync("BTC-X2", "btc"));
        first.Quote!.Address.Should().StartWith("bcrt1q").And.NotBe(second.Quote!.Address);
        (first.Quote.Units, second.Quote.Units).Should().Be((10_000, 10_000));
        chain.Pay([.. new[] { second, first }.Select(order => new BitcoinOutput(10_000, BitcoinAddress.Create(order.Quote!.Address, Network.RegTest).ScriptPubKey.ToBytes()))]);
        chain.Mine(2);
        var heard = new[] { (await paid.Shop.NextAsync()).Parameters["out_trade_no"], (await paid.Shop.NextAsync()).Parameters["out_trade_no"] };
        heard.Should().BeEquivalentTo("BTC-X1", "BTC-X2");
    }

    [Fact]
    public async Task A_reorganisation_takes_a_payment_back_and_the_other_node_stands_in_for_one_that_fails()
    {
        var order = await paid.SubmitAsync("BTC-REORG", "btc");
        chain.Pay(new BitcoinOutput((long)order.Quote!.Units, Script));
        chain.Mine();
        await paid.WaitAsync(order.Id, OrderStatus.Detected);

        chain.Drop(1);
        chain.Mine(2);
        await paid.WaitAsync(order.Id, OrderStatus.Pending);
        rpc.Handle = context =>
        {
            context.Response.StatusCode = 503;
            return Task.FromResult(true);
        };
        chain.Pay(new BitcoinOutput((long)order.Quote.Units, Script));
        chain.Mine(2);
        await paid.WaitAsync(order.Id, OrderStatus.Detected);
        await Patience.UntilAsync(async () => (await WatcherAsync()).Unconfirmed == 1, "the payment waits for the word of the second node");
        paid.Shop.All.Should().BeEmpty("one node of two confirms nothing");
        rpc.Handle = _ => Task.FromResult(false);
        (await paid.Shop.NextAsync()).Parameters["out_trade_no"].Should().Be("BTC-REORG");
        paid.Shop.All.Should().ContainSingle();
    }

    private Task<ChainStatus> WatcherAsync() => paid.Gateway.Grains.GetGrain<IChainWatcherGrain>(ChainId.Bitcoin.WatcherKey).GetStatusAsync();

    [Fact]
    public async Task A_payment_shows_while_it_waits_for_a_block_and_nothing_is_said_of_it_to_the_shop()
    {
        var order = await paid.SubmitAsync("BTC-WAITS", "btc");
        var units = (long)order.Quote!.Units;
        var first = chain.Pay(new BitcoinOutput(units, Script));
        await paid.WaitAsync(order.Id, OrderStatus.Detected);
        var state = await paid.Gateway.Http.GetStringAsync($"/cashier/{order.Id.Value}/state");
        state.Should().Contain("\"stage\":\"confirming\"").And.Contain("\"seen\":0").And.Contain(first);
        (await paid.ReadAsync(order.Id)).Transfers.Should().BeEmpty();

        var bumped = chain.Replace(first, new BitcoinOutput(units, Script), new BitcoinOutput(1, [0x51]));
        await paid.WaitAsync(order.Id, seen => seen.Sightings is [{ Transaction: var transaction }] && transaction == bumped, "the replacement is shown alone");
        chain.Replace(bumped, new BitcoinOutput(units, [0x51]));
        await paid.WaitAsync(order.Id, OrderStatus.Pending);
        chain.Mine(3);
        (await paid.Gateway.Http.GetStringAsync($"/cashier/{order.Id.Value}/state")).Should().Contain("\"stage\":\"waiting\"");
        paid.Shop.All.Should().BeEmpty();

        chain.Pay(new BitcoinOutput(units, Script));
        await paid.WaitAsync(order.Id, OrderStatus.Detected);
        chain.Mine(2);
        (await paid.Shop.NextAsync()).Parameters["out_trade_no"].Should().Be("BTC-WAITS");
        var done = await paid.ReadAsync(order.Id);
        (done.Status, done.Transfers.Count, done.Sightings.Count).Should().Be((OrderStatus.Completed, 1, 0));
    }

    [Fact]
    public async Task The_cashiers_code_is_a_payment_link_with_the_amount_in_coins()
    {
        var order = await paid.SubmitAsync("BTC-PAGE", "btc");
        (await paid.Gateway.Http.GetStringAsync($"/cashier?id={order.Id.Value}&lang=en")).Should().Contain(Wallet).And.Contain("0.0001");
        (await paid.Gateway.Http.GetStringAsync($"/cashier/{order.Id.Value}/state")).Replace("\\u0026", "&", StringComparison.Ordinal)
            .Should().Contain($"\"uri\":\"bitcoin:{Wallet}?amount=0.0001&label=Shop\"");
    }
}
