using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Payments.Chains;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Http.Tests.Faces.Pay188;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Orders;

/// <summary>The rest of an underpaid order, where another order waits for just that amount at the same address.</summary>
public sealed class RestAmountTests : IAsyncLifetime
{
    private static readonly UInt128 Cent = TokenAmount.Scale(16);

    private readonly ScriptedChain chain = new(confirmations: 1);
    private GatewayHost gateway = null!;
    private Shop shop = null!;

    public async Task InitializeAsync()
    {
        gateway = await GatewayHost.StartAsync(ScriptedChain.Settings, services => services.AddSingleton<IChainReaders>(chain));
        shop = await Shop.OpenAsync(gateway, "shop@example.com");
    }

    public Task DisposeAsync() => gateway.EndAuditedAsync();

    [Fact]
    public async Task Every_face_asks_for_the_amount_that_is_held_and_not_for_one_that_is_anothers()
    {
        var id = (string)(await MapiAsync("A", "70"))["trade_no"]!;
        var address = (await shop.FindAsync("A"))!.Quote!.Address;
        using var answer = await gateway.Http.GetAsync($"/cashier/{id}/events", HttpCompletionOption.ResponseHeadersRead);
        using var events = new StreamReader(await answer.Content.ReadAsStreamAsync());
        (await NextAsync(events, "waiting")).GetProperty("coin").GetProperty("amount").GetString().Should().Be("10");

        chain.Pay(address, "USDT", 500 * Cent);
        (await NextAsync(events, "underpaid")).GetProperty("coin").GetProperty("amount").GetString().Should().Be("5");
        await MapiAsync("B", "7");
        chain.Pay(address, "USDT", 400 * Cent);

        var coin = (await NextAsync(events, "underpaid")).GetProperty("coin");
        (coin.GetProperty("amount").GetString(), coin.GetProperty("received").GetString(), coin.GetProperty("asked").GetString()).Should().Be(("1.01", "9", "10"));
        coin.GetProperty("uri").GetString().Should().EndWith($"uint256={101 * Cent}");
        (await gateway.Http.GetStringAsync($"/cashier?id={id}")).Should().Contain("data-copy=\"1.01\"").And.NotContain("data-copy=\"1\"");
        ((string)(await MapiAsync("A", "70"))["payment_uri"]!).Should().EndWith($"uint256={101 * Cent}");
        (await gateway.Http.GetStringAsync($"/pay/order/{id}")).Should().Contain("\"actualAmount\":1.01,");
        (await Pay188Tests.PostAsync(gateway.Http, new StringContent(Pay188Tests.Signed(shop, "A", "70", "usdt", null), System.Text.Encoding.UTF8, "application/json"))).Text.Should().Contain("\"actualAmount\":1.01,");

        chain.Pay(address, "USDT", 101 * Cent);

        await NextAsync(events, "completed");
        (await shop.FindAsync("A"))!.Transfers.Should().HaveCount(3);
        (await shop.FindAsync("B"))!.Should().Match<Order>(other => other.Status == OrderStatus.Pending && other.Transfers.Count == 0);
    }

    /// <summary>The first state at a stage, with what came before it passed over.</summary>
    private static async Task<JsonElement> NextAsync(StreamReader events, string stage)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await events.ReadLineAsync(patience.Token) is { } line)
        {
            if (!line.StartsWith("data: {", StringComparison.Ordinal)) continue;
            using var state = JsonDocument.Parse(line[6..]);
            if (string.Equals(state.RootElement.GetProperty("stage").GetString(), stage, StringComparison.OrdinalIgnoreCase)) return state.RootElement.Clone();
        }
        throw new InvalidOperationException("The stream ended.");
    }

    private async Task<JsonObject> MapiAsync(string number, string money)
    {
        using var response = await gateway.Http.PostAsync("/mapi.php", new FormUrlEncodedContent(shop.SignEpay(shop.EpayOrder(number, money))));
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
    }
}
