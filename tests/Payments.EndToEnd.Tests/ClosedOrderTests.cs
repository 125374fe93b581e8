using System.Net.Http.Json;
using System.Text.Json;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.EndToEnd.Tests.Shops;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.EndToEnd.Tests;

/// <summary>A payer sends the money just when the shop closes the order.</summary>
public sealed class ClosedOrderTests(ShopGateway gateway) : IClassFixture<ShopGateway>
{
    [Fact]
    public async Task Money_for_a_closed_order_is_kept_until_the_merchant_assigns_it_and_only_then_told_of()
    {
        await using var shop = new ShopReceiver();
        var merchant = await gateway.OpenAsync();
        using var submitted = await gateway.Host.Http.PostAsync("/submit.php", new FormUrlEncodedContent(EpayForm.Of(merchant, "CLOSED-1", "70", shop.Url)));
        OrderId.TryParse(submitted.Headers.Location?.Query[4..], out var id).Should().BeTrue();
        var order = gateway.Host.Grains.GetGrain<IOrderGrain>(id.GrainKey);
        (await AskAsync(merchant, HttpMethod.Post, "/api/v1/orders/CLOSED-1/close")).GetProperty("status").GetString().Should().Be("closed");

        var transaction = await gateway.PayAsync(id);
        JsonElement unmatched = default;
        await Patience.UntilAsync(async () => (unmatched = (await AskAsync(merchant, HttpMethod.Get, "/api/v1/transfers/unmatched")).GetProperty("transfers")).GetArrayLength() == 1, "the money waits for the merchant");
        unmatched[0].GetProperty("transaction_hash").GetString().Should().Be(transaction);
        (await order.GetAsync())!.Should().Match<Order>(closed => closed.Status == OrderStatus.Closed && closed.Transfers.Count == 0);
        shop.All.Should().BeEmpty("a closed order is not paid");

        await AskAsync(merchant, HttpMethod.Post, $"/api/v1/transfers/{unmatched[0].GetProperty("transfer_id").GetString()}/assign", new { order = "CLOSED-1" });
        (await shop.NextAsync()).Parameters.Should().Contain("out_trade_no", "CLOSED-1").And.Contain("trade_status", "TRADE_SUCCESS");
        await gateway.DeliveredAsync(merchant, id);
        (await order.GetAsync())!.Status.Should().Be(OrderStatus.Completed);
    }

    private async Task<JsonElement> AskAsync(MerchantKeys merchant, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("X-API-Key", merchant.ApiKey);
        using var response = await gateway.Host.Http.SendAsync(request);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        response.IsSuccessStatusCode.Should().BeTrue(answer.ToString());
        return answer.GetProperty("data");
    }
}
