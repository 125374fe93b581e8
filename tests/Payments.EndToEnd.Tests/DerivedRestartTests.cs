using Microsoft.Extensions.DependencyInjection;
using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Orders;
using Payments.Testing;
using Payments.Testing.Gateway;
using Payments.Testing.Silo.Auditing;

namespace Payments.EndToEnd.Tests;

/// <summary>The watcher knows a derived address from its order's first answer on, and again after a restart.</summary>
public sealed class DerivedRestartTests : IDisposable
{
    private const string Account = "xpub6BgBgsespWvERF3LHQu6CnqdvfEvtMcQjYrcRzx53QJjSxarj2afYWcLteoGVky7D3UKDP9QyrLprQ3VCECoY49yfdDEHGCtMMj92pReUsQ";

    private readonly string folder = Directory.CreateTempSubdirectory("payments-watched-").FullName;
    private readonly ScriptedChain chain = new(confirmations: 2);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<GatewayHost> StartAsync() => GatewayHost.StartAsync(
        ScriptedChain.Settings, services => services.AddSingleton<IChainReaders>(chain), folder);

    [Fact]
    public async Task A_restart_watches_open_orders_addresses_again()
    {
        MerchantKeys merchant;
        Order order;
        MoneyAudit audit;
        await using (var gateway = await StartAsync())
        {
            merchant = await gateway.RegisterMerchantAsync();
            (await gateway.AddKeyAsync(merchant.Merchant.Id, "bsc", "USDT", Account)).Outcome.Should().Be(WalletOutcome.Saved);
            order = await gateway.CreateOrderAsync(merchant.Merchant.Id, "W-1");
            chain.Mine();
            chain.Pay(order.Quote!.Address, "USDT", order.Quote.Units / 2);
            await WaitAsync(gateway, order, found => found.Transfers.Count == 1);
            audit = gateway.Audit;
        }

        await using (var gateway = await StartAsync())
        {
            gateway.Audit.Continue(audit);
            chain.Pay(order.Quote!.Address, "USDT", order.Quote.Units);
            chain.Mine();
            await WaitAsync(gateway, order, found => found.Status == OrderStatus.Completed);
            PaymentFacts.Of((await gateway.Grains.GetGrain<IOrderGrain>(order.Id.GrainKey).GetAsync())!)!.Excess.Should().Be(order.Quote.Units / 2);
            await gateway.AuditAsync();
        }
    }

    private static Task WaitAsync(GatewayHost gateway, Order order, Func<Order, bool> until) =>
        Patience.UntilAsync(async () => until((await gateway.Grains.GetGrain<IOrderGrain>(order.Id.GrainKey).GetAsync())!), "the order hears of its payment");
}
