using Microsoft.Extensions.DependencyInjection;
using Payments.Chains;
using Payments.Contracts.Chains;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.EndToEnd.Tests;

/// <summary>A fresh installation whose node does not answer when the first order is made and paid.</summary>
public sealed class FirstBlockTests
{
    private const string Wallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";

    private readonly ScriptedChain chain = new(confirmations: 2);

    [Fact]
    public async Task A_payment_made_before_the_chain_was_ever_read_is_found()
    {
        chain.Outage = "no node answers";
        await using var gateway = await StartAsync();
        await using var shop = new ShopReceiver();
        var merchant = await gateway.RegisterMerchantAsync();
        await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDT", Wallet);
        using var response = await gateway.Http.PostAsync("/submit.php", new FormUrlEncodedContent(EpayForm.Of(merchant, "EARLY-1", "70", shop.Url)));
        OrderId.TryParse(response.Headers.Location?.Query[4..], out var id).Should().BeTrue();
        var order = gateway.Grains.GetGrain<IOrderGrain>(id.GrainKey);
        (await gateway.Grains.GetGrain<IChainWatcherGrain>(ChainId.Bsc.WatcherKey).GetStatusAsync()).Cursor.Should().BeNull("nothing was read yet");

        chain.Pay(Wallet, "USDT", (await order.GetAsync())!.Reservation!.Units);
        for (var i = 0; i < 300; i++) chain.Mine();
        chain.Outage = null;

        (await shop.NextAsync()).Parameters.Should().Contain("out_trade_no", "EARLY-1");
        (await order.GetAsync())!.Status.Should().Be(OrderStatus.Completed);
        await gateway.AuditAsync();
    }

    [Fact]
    public async Task Without_addresses_reading_begins_at_the_head()
    {
        await using var gateway = await StartAsync();
        var watcher = gateway.Grains.GetGrain<IChainWatcherGrain>(ChainId.Bsc.WatcherKey);
        await Patience.UntilAsync(async () => (await watcher.GetStatusAsync()).Cursor is not null, "the chain is read");
        (await watcher.GetStatusAsync()).Cursor.Should().Be(99);
    }

    private Task<GatewayHost> StartAsync() => GatewayHost.StartAsync(
        new Dictionary<string, string?>(ScriptedChain.Settings) { ["Logging:LogLevel:Default"] = "None" }, services => services.AddSingleton<IChainReaders>(chain));
}
