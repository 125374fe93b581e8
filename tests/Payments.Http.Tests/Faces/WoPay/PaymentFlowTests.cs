using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Payments.Chains;
using Payments.Domain.Money;
using Payments.Http.Tests.Api;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Faces.WoPay;

/// <summary>A payment of the WoPay document from its creation to its last confirmation, on a chain.</summary>
public sealed class PaymentFlowTests : IAsyncLifetime
{
    private readonly ScriptedChain chain = new(confirmations: 3);
    private GatewayHost gateway = null!;

    public async Task InitializeAsync() =>
        gateway = await GatewayHost.StartAsync(ScriptedChain.Settings, services => services.AddSingleton<IChainReaders>(chain));

    public Task DisposeAsync() => gateway.EndAuditedAsync();

    [Fact]
    public async Task It_is_pending_then_confirmed_with_growing_confirmations_then_completed()
    {
        var (client, merchant) = await new ApiClient(gateway.Http).RegisterAsync("flow@example.com");
        var address = $"0x{(long)merchant["pid"]!:x40}";
        var wallet = new JsonObject { ["chain"] = "bsc", ["token"] = "USDT", ["address"] = address, ["currency"] = "USD" };
        (await client.PostAsync("/wallets", wallet.ToJsonString())).Status.Should().Be(HttpStatusCode.Created);
        var created = await client.PostAsync("/payments",
            """{"order_id":"F-1","amount":"12.5","currency":"USDT","callback_url":"https://shop.example/n"}""");
        created.Status.Should().Be(HttpStatusCode.Created, created.Error);
        var path = $"/payments/{created.Data["payment_id"]}";
        (await client.GetAsync(path)).Data["status"]!.ToString().Should().Be("pending");

        var hash = chain.Pay(address, "USDT", 125 * TokenAmount.Scale(17));

        var seen = await UntilAsync(client, path, data => (string)data["status"]! == "confirmed" && (long)data["confirmations"]! == 1);
        ((string)seen["transaction_hash"]!, (string)seen["received_amount"]!, (string)seen["confirmed_amount"]!)
            .Should().Be((hash, "12.5", "0"));
        chain.Mine();
        await UntilAsync(client, path, data => (string)data["status"]! == "confirmed" && (long)data["confirmations"]! == 2);
        for (var i = 0; i < 4; i++) chain.Mine();
        var done = await UntilAsync(client, path, data => (string)data["status"]! == "completed" && (long)data["confirmations"]! == 6);
        ((string)done["transaction_hash"]!, (string)done["confirmed_amount"]!).Should().Be((hash, "12.5"));
    }

    private static Task<JsonObject> UntilAsync(ApiClient client, string path, Func<JsonObject, bool> until) =>
        Patience.UntilAsync(async () => (await client.GetAsync(path)).Data, until, "the payment goes on");
}
