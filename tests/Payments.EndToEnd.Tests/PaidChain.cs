using System.Globalization;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.EndToEnd.Tests;

/// <summary>A gateway that reads one chain from real or simulated nodes, a merchant who is paid there, and its shop, which speaks EPay.</summary>
internal sealed class PaidChain : IAsyncDisposable
{
    private readonly string chain;

    private PaidChain(string chain, GatewayHost gateway, MerchantKeys merchant) => (this.chain, Gateway, Merchant) = (chain, gateway, merchant);

    /// <summary>The gateway.</summary>
    public GatewayHost Gateway { get; }

    /// <summary>The merchant.</summary>
    public MerchantKeys Merchant { get; }

    /// <summary>What the shop hears.</summary>
    public ShopReceiver Shop { get; } = new();

    /// <summary>Starts a gateway and registers a merchant without wallets.</summary>
    /// <param name="chain">The chain's name in the configuration.</param>
    /// <param name="number">Its number.</param>
    /// <param name="nodes">Where it is read.</param>
    /// <param name="settings">Settings of the chain beside these, for example <c>Confirmations</c>.</param>
    public static async Task<PaidChain> StartAsync(string chain, long number, IEnumerable<Uri> nodes, params (string Name, string Value)[] settings)
    {
        (string Name, string Value)[] all =
        [
            ("Rpc", string.Join(',', nodes)), ("ChainId", number.ToString(CultureInfo.InvariantCulture)), ("PollInterval", "00:00:00.1"), .. settings,
        ];
        var gateway = await GatewayHost.StartAsync(all.ToDictionary(setting => $"Chains:{chain}:{setting.Name}", setting => (string?)setting.Value));
        return new PaidChain(chain, gateway, await gateway.RegisterMerchantAsync());
    }

    /// <summary>Lets the merchant take a token at an address, at a price in CNY.</summary>
    public async Task AddWalletAsync(string token, string address, decimal rate = 7m) =>
        (await Gateway.AddWalletAsync(Merchant.Merchant.Id, chain, token, address, rate: rate)).Outcome.Should().Be(WalletOutcome.Saved);

    /// <summary>Lets the merchant take a token at addresses of an account, at a price in CNY.</summary>
    public async Task AddKeyAsync(string token, string xpub, string? scriptType = null, decimal rate = 7m) =>
        (await Gateway.AddKeyAsync(Merchant.Merchant.Id, chain, token, xpub, scriptType, rate)).Outcome.Should().Be(WalletOutcome.Saved);

    /// <summary>The merchant takes nothing at an address any more.</summary>
    public async Task RemoveWalletAsync(string address)
    {
        var grain = Gateway.Grains.GetGrain<IMerchantGrain>(Merchant.Merchant.Id.GrainKey);
        foreach (var wallet in (await grain.GetAsync())!.Merchant.Wallets.Where(wallet => wallet.Address == address))
            (await grain.RemoveWalletAsync(wallet.Id)).Outcome.Should().Be(WalletOutcome.Saved);
    }

    /// <summary>The shop sends an order over 70 CNY.</summary>
    public async Task<Order> SubmitAsync(string number, string type = "usdt", string? notifyUrl = null)
    {
        using var response = await Gateway.Http.PostAsync("/submit.php", new FormUrlEncodedContent(EpayForm.Of(Merchant, number, "70", notifyUrl ?? Shop.Url + "notify", type)));
        ((int)response.StatusCode).Should().Be(302, await response.Content.ReadAsStringAsync());
        OrderId.TryParse(response.Headers.Location!.Query.Split("id=")[1], out var id).Should().BeTrue();
        return await ReadAsync(id);
    }

    /// <summary>The order as it stands.</summary>
    public async Task<Order> ReadAsync(OrderId id) => (await Gateway.Grains.GetGrain<IOrderGrain>(id.GrainKey).GetAsync())!;

    /// <summary>Waits until the order has a status.</summary>
    public Task WaitAsync(OrderId id, OrderStatus status) => WaitAsync(id, order => order.Status == status, $"order {id} is {status}");

    /// <summary>Waits until the order is as it should be.</summary>
    public Task WaitAsync(OrderId id, Func<Order, bool> until, string what) => Patience.UntilAsync(async () => until(await ReadAsync(id)), what);

    /// <summary>Whatever a test did, at its end all money has its place.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Gateway.EndAuditedAsync();
        }
        finally
        {
            await Shop.DisposeAsync();
        }
    }
}
