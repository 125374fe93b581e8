using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Money;
using Payments.Storage.Queries;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.EndToEnd.Tests.Shops;

/// <summary>The whole product over real HTTP with a chain that the tests write; what a payer and a merchant do with it.</summary>
public sealed class ShopGateway : IAsyncLifetime
{
    /// <summary>Decimals of USDT and BNB on BSC.</summary>
    public const int Decimals = 18;

    private int merchants;

    public ScriptedChain Chain { get; } = new(confirmations: 2);

    public GatewayHost Host { get; private set; } = null!;

    /// <summary>Its address, without a slash at the end.</summary>
    public string Url => Host.Url.ToString().TrimEnd('/');

    public async Task InitializeAsync() => Host = await GatewayHost.StartAsync(ScriptedChain.Settings, services => services.AddSingleton<IChainReaders>(Chain));

    public Task DisposeAsync() => Host.EndAuditedAsync();

    /// <summary>Registers a merchant who takes USDT and BNB at an address of its own, at these prices in CNY.</summary>
    public async Task<MerchantKeys> OpenAsync(decimal usdt = 7m, decimal bnb = 4000m)
    {
        var keys = await Host.RegisterMerchantAsync($"shop{Interlocked.Increment(ref merchants)}@example.com");
        foreach (var (token, rate) in new[] { ("USDT", usdt), ("BNB", bnb) })
            (await Host.AddWalletAsync(keys.Merchant.Id, "bsc", token, $"0x{keys.Merchant.Pid:x40}", rate: rate)).Outcome.Should().Be(WalletOutcome.Saved);
        return keys;
    }

    /// <summary>What the cashier shows at this moment.</summary>
    public async Task<JsonElement> CashierAsync(OrderId order) => await Host.Http.GetFromJsonAsync<JsonElement>($"/cashier/{order.Value}/state");

    /// <summary>The payer chooses a coin on the cashier page.</summary>
    public async Task ChooseAsync(OrderId order, string token)
    {
        var method = (await CashierAsync(order)).GetProperty("methods").EnumerateArray().Single(method => method.GetProperty("token").GetString() == token);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/cashier/{order.Value}/wallet") { Content = new FormUrlEncodedContent([new("wallet", method.GetProperty("wallet").GetString()!)]) };
        request.Headers.Add("Origin", Url);
        using var response = await Host.Http.SendAsync(request);
        ((int)response.StatusCode).Should().Be(303);
    }

    /// <summary>The payer sends what the cashier asks for, or another amount, and blocks follow until it is final.</summary>
    /// <returns>The transaction.</returns>
    public async Task<string> PayAsync(OrderId order, string? amount = null)
    {
        var coin = (await CashierAsync(order)).GetProperty("coin");
        TokenAmount.TryParse(amount ?? coin.GetProperty("amount").GetString()!, Decimals, out var units).Should().BeTrue();
        var transaction = Chain.Pay(coin.GetProperty("address").GetString()!.ToLowerInvariant(), coin.GetProperty("token").GetString()!, units);
        Chain.Mine();
        return transaction;
    }

    /// <summary>The order's one callback, when the shop has heard it.</summary>
    public async Task<Delivery> DeliveredAsync(MerchantKeys merchant, OrderId order)
    {
        var queries = Host.Services.GetRequiredService<DeliveryQueries>();
        IReadOnlyList<Delivery> deliveries = [];
        await Patience.UntilAsync(async () => (deliveries = (await queries.ListAsync(merchant.Merchant.Id, order, null, 10)).Items).Any(delivery => delivery.Attempts.Count > 0), "a callback was tried");
        var delivery = deliveries.Should().ContainSingle().Subject;
        delivery.Status.Should().Be(DeliveryStatus.Delivered, string.Join("; ", delivery.Attempts.Select(attempt => $"{attempt.Method} {attempt.StatusCode} {attempt.Answer} {attempt.Error}")));
        return delivery;
    }
}
