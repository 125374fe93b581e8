using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Payments.Http.Tests.Faces.Pay188;
using Payments.Storage.States;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Faces;

/// <summary>What the faces say to a suspended merchant, and to its payers.</summary>
public sealed class SuspendedMerchantTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("payments-suspended-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task No_face_opens_an_order_for_a_suspended_merchant_and_its_payers_see_their_orders()
    {
        Shop shop;
        string id;
        await using (var gateway = await StartAsync())
        {
            shop = await Shop.OpenAsync(gateway, "shop@example.com");
            id = (await gateway.CreateOrderAsync(shop.Keys.Merchant.Id, "OPEN-1")).Id.Value;
            await SuspendAsync(gateway, shop);
        }
        await using (var gateway = await StartAsync())
        {
            shop = new Shop(gateway, shop.Keys);
            var form = new FormUrlEncodedContent(shop.SignEpay(shop.EpayOrder("NEW-1")));
            using var submitted = await gateway.Http.PostAsync("/submit.php", form);
            submitted.StatusCode.Should().Be(HttpStatusCode.BadRequest);
            (await submitted.Content.ReadAsStringAsync()).Should().Contain("pid: no such merchant");
            using var asked = await gateway.Http.PostAsync("/mapi.php", new FormUrlEncodedContent(shop.SignEpay(shop.EpayOrder("NEW-2"))));
            ((int)JsonNode.Parse(await asked.Content.ReadAsStringAsync())!["code"]!).Should().NotBe(1);
            var wanted = new StringContent(Pay188Tests.Signed(shop, "NEW-3", "70", "usdt", null), Encoding.UTF8, "application/json");
            var (status, text) = await Pay188Tests.PostAsync(gateway.Http, wanted);
            (status, text).Should().Be((HttpStatusCode.BadRequest, """{"code":-1,"msg":"merchantId: no such merchant"}"""));
            (await shop.OrdersAsync()).Should().ContainSingle().Which.Number.Should().Be("OPEN-1");

            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/wallets");
            request.Headers.Add("X-API-Key", shop.Keys.ApiKey);
            using var refused = await gateway.Http.SendAsync(request);
            refused.StatusCode.Should().Be(HttpStatusCode.Forbidden);
            (await refused.Content.ReadAsStringAsync()).Should().Contain("this merchant is suspended");
            var query = await gateway.Http.GetStringAsync($"/api.php?act=query&pid={shop.Pid}&key={shop.Keys.ApiSecret}");
            ((int)JsonNode.Parse(query)!["active"]!).Should().Be(0);
            using var page = await gateway.Http.GetAsync($"/cashier?id={id}");
            page.StatusCode.Should().Be(HttpStatusCode.OK);
        }
    }

    private Task<GatewayHost> StartAsync() => GatewayHost.StartAsync(
        new Dictionary<string, string?>(ScriptedChain.Settings) { ["Logging:LogLevel:Default"] = "None" }, dataFolder: folder);

    /// <summary>Writes the merchant's row past its grain, which reads it at the next start.</summary>
    private static async Task SuspendAsync(GatewayHost gateway, Shop shop)
    {
        var store = gateway.Services.GetRequiredService<IStateStore>();
        var key = shop.Keys.Merchant.Id.GrainKey;
        var row = (await store.ReadAsync(StateTable.Merchants, key))!.Value;
        var state = JsonNode.Parse(row.State)!;
        state["status"] = "suspended";
        await store.WriteAsync(StateTable.Merchants, key, Encoding.UTF8.GetBytes(state.ToJsonString()), row.Version);
    }
}
