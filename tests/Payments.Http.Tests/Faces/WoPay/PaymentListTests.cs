using System.Net;
using System.Text.Json.Nodes;
using Payments.Http.Tests.Api;

namespace Payments.Http.Tests.Faces.WoPay;

/// <summary>A merchant's payments of the WoPay document in pages, and what they come to.</summary>
public sealed class PaymentListTests(ApiGateway gateway) : IClassFixture<ApiGateway>
{
    [Fact]
    public async Task A_page_has_the_documents_fields_newest_first_and_says_where_it_is()
    {
        var shop = await ShopAsync();
        var data = (await shop.Client.GetAsync("/payments?page=1&limit=2")).Data;
        data.Select(field => field.Key).Should().Equal("payments", "pagination");
        Numbers(data).Should().Equal("USDT-closed", "USDT-completed");
        data["pagination"]!.ToJsonString().Should().Be("""{"page":1,"limit":2,"total":5,"pages":3}""");
        var first = data["payments"]![1]!.AsObject();
        first.Select(field => field.Key).Should().Equal("payment_id", "order_id", "amount", "currency", "status", "created_at");
        var read = (await shop.Client.GetAsync("/payments/USDT-completed")).Data;
        foreach (var (name, value) in first) value!.ToString().Should().Be(read[name]!.ToString(), name);

        Numbers((await shop.Client.GetAsync("/payments?page=3&limit=2")).Data).Should().Equal("USDT-pending");
        Numbers((await shop.Client.GetAsync("/payments?page=4&limit=2")).Data).Should().BeEmpty();
        (await shop.Client.GetAsync("/payments")).Data["pagination"]!.ToJsonString().Should().Be("""{"page":1,"limit":20,"total":5,"pages":1}""");
    }

    [Theory]
    [InlineData("status=pending", "ETH-pending", "USDT-pending")]
    [InlineData("status=confirmed", "USDT-confirmed")]
    [InlineData("status=completed&currency=usdt", "USDT-completed")]
    [InlineData("status=failed", "USDT-closed")]
    [InlineData("status=expired")]
    [InlineData("currency=ETH", "ETH-pending")]
    [InlineData("currency=USDT&status=pending&limit=100", "USDT-pending")]
    [InlineData("currency=CNY")]
    public async Task Filters_take_what_they_name_and_the_total_is_theirs(string query, params string[] numbers)
    {
        var shop = await ShopAsync();
        var data = (await shop.Client.GetAsync($"/payments?{query}")).Data;
        Numbers(data).Should().BeEquivalentTo(numbers);
        ((long)data["pagination"]!["total"]!, (long)data["pagination"]!["pages"]!).Should().Be((numbers.Length, numbers.Length == 0 ? 0 : 1));
    }

    [Theory]
    [InlineData("status=paid", "status: expected one of pending, confirmed, completed, failed, expired")]
    [InlineData("status=Completed", "status: expected one of pending, confirmed, completed, failed, expired")]
    [InlineData("page=0", "page: expected a whole number from 1 to 2147483647")]
    [InlineData("page=x", "page: expected a whole number from 1 to 2147483647")]
    [InlineData("page=-1", "page: expected a whole number from 1 to 2147483647")]
    [InlineData("limit=0", "limit: expected a whole number from 1 to 100")]
    [InlineData("limit=101", "limit: expected a whole number from 1 to 100")]
    [InlineData("currency=ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFG", "currency: at most 32 characters")]
    [InlineData("currency=%00", "currency: must not contain a zero character")]
    public async Task A_bad_question_names_the_parameter(string query, string error)
    {
        var refused = await (await PaymentShop.OpenAsync(gateway)).Client.GetAsync($"/payments?{query}");
        (refused.Status, refused.Error).Should().Be((HttpStatusCode.BadRequest, error));
    }

    [Fact]
    public async Task The_statistics_add_up_and_name_their_currency()
    {
        var shop = await ShopAsync();
        var data = (await shop.Client.GetAsync($"/merchants/{shop.Merchant["merchant_id"]}/stats")).Data;
        data.ToJsonString().Should().Be("""
            {"total_payments":5,"completed_payments":1,"pending_payments":3,"failed_payments":1,"total_volume":"12.50","success_rate":20,
            "volume_currency":"USDT","volumes":{"USDT":"12.50"},"confirmed_payments":1,"expired_payments":0}
            """.ReplaceLineEndings(""));
        var empty = await PaymentShop.OpenAsync(gateway);
        (await empty.Client.GetAsync($"/merchants/{empty.Merchant["merchant_id"]}/stats")).Data.ToJsonString().Should().Be("""
            {"total_payments":0,"completed_payments":0,"pending_payments":0,"failed_payments":0,"total_volume":"0.00","success_rate":0,
            "volume_currency":null,"volumes":{},"confirmed_payments":0,"expired_payments":0}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public async Task A_merchant_sees_neither_list_nor_statistics_of_another()
    {
        var (shop, stranger) = (await ShopAsync(), await PaymentShop.OpenAsync(gateway));
        Numbers((await stranger.Client.GetAsync("/payments")).Data).Should().BeEmpty();
        (await stranger.Client.GetAsync($"/merchants/{shop.Merchant["merchant_id"]}/stats")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await gateway.Anyone.GetAsync("/payments")).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await gateway.Anyone.GetAsync($"/merchants/{shop.Merchant["merchant_id"]}/stats")).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    private static IEnumerable<string> Numbers(JsonObject data) => data["payments"]!.AsArray().Select(payment => (string)payment!["order_id"]!);

    /// <summary>A shop with one payment of each kind.</summary>
    private async Task<PaymentShop> ShopAsync()
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        await shop.AddWalletAsync("ethereum", "ETH");
        await shop.PayAsync("USDT-pending", "10");
        await shop.Client.PostAsync("/payments", """{"order_id":"ETH-pending","amount":"0.5","currency":"ETH"}""");
        await shop.PayAsync("USDT-confirmed", "11");
        await shop.ReceiveAsync("USDT-confirmed", 1100, "0x1", isFinal: false);
        await shop.PayAsync("USDT-completed", "12.5");
        await shop.ReceiveAsync("USDT-completed", 1250, "0x2");
        await shop.PayAsync("USDT-closed", "13");
        (await shop.Client.PostAsync("/orders/USDT-closed/close")).Status.Should().Be(HttpStatusCode.OK);
        return shop;
    }
}
