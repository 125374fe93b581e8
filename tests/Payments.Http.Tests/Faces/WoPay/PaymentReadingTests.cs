using System.Net;
using System.Text.Json.Nodes;
using Payments.Domain.Orders;
using Payments.Http.Tests.Api;
using Payments.Testing;

namespace Payments.Http.Tests.Faces.WoPay;

/// <summary>A payment of the WoPay document is read, in each of the document's statuses and with each further fact.</summary>
public sealed class PaymentReadingTests(ApiGateway gateway) : IClassFixture<ApiGateway>
{
    [Fact]
    public async Task Every_field_of_the_document_is_there_and_ours_come_after_it()
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        var created = (await shop.PayAsync("ORDER_1", more: ""","return_url":"https://mystore.example/done","subject":"商品" """)).Data;
        await shop.ReceiveAsync("ORDER_1", 9999, "0xabcdef");

        var data = await ReadAsync(shop, (string)created["payment_id"]!);

        data.Select(field => field.Key).Should().Equal(
            "payment_id", "order_id", "amount", "currency", "payment_address", "status", "transaction_hash", "confirmations", "expires_at",
            "created_at", "updated_at",
            "chain", "token", "pay_amount", "to_pay", "received_amount", "confirmed_amount", "missing_amount", "excess_amount", "underpaid",
            "overpaid", "late", "failure_reason", "review", "refund_status", "refunded_amount", "refund_currency", "payment_url",
            "cashier_url", "cashier_token", "callback_url", "return_url", "completed_at", "archived_at", "transactions", "charge");
        foreach (var name in new[] { "payment_id", "order_id", "amount", "currency", "payment_address", "expires_at", "created_at" })
            ((string)data[name]!).Should().Be((string)created[name]!, name);
        Facts(data, "status", "transaction_hash", "confirmations", "token", "to_pay")
            .Should().Equal("completed", "0xabcdef", "1", "USDT", "0");
        Facts(data, "received_amount", "confirmed_amount", "missing_amount").Should().Equal("99.99", "99.99", "0");
        ((string)data["updated_at"]!).Should().MatchRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$");
        ((string)data["completed_at"]!).Should().Be((string)data["updated_at"]!);
        (data["payment_url"], (string)data["return_url"]!).Should().Be((null, "https://mystore.example/done"));
        data["transactions"]!.AsArray().Should().ContainSingle().Which!["state"]!.ToString().Should().Be("final");
    }

    [Fact]
    public async Task Its_status_goes_through_the_documents_words()
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        await shop.PayAsync("S-1", "10");
        Facts(await ReadAsync(shop, "S-1"), "status", "transaction_hash", "confirmations").Should().Equal("pending", null, "0");
        await shop.ReceiveAsync("S-1", 1000, "0x1", isFinal: false);
        Facts(await ReadAsync(shop, "S-1"), "status", "transaction_hash", "confirmed_amount").Should().Equal("confirmed", "0x1", "0");
        await shop.ReceiveAsync("S-1", 1, "0x2", block: 12);
        Facts(await ReadAsync(shop, "S-1"), "status", "confirmed_amount", "excess_amount", "overpaid", "underpaid", "late")
            .Should().Equal("completed", "10.01", "0.01", "true", "false", "false");
    }

    [Fact]
    public async Task An_underpaid_payment_says_what_is_missing_and_asks_for_it()
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        await shop.PayAsync("U-1", "10");
        await shop.ReceiveAsync("U-1", 400, "0x1");
        var data = await ReadAsync(shop, "U-1");
        Facts(data, "status", "pay_amount", "to_pay", "received_amount", "missing_amount", "underpaid", "overpaid")
            .Should().Equal("confirmed", "10", "6", "4", "6", "true", "false");
        ((string)data["payment_url"]!).Should().EndWith("&uint256=6000000");
    }

    [Fact]
    public async Task A_late_payment_that_completes_is_late_as_well()
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        await shop.PayAsync("L-1", "10");
        await shop.ReceiveAsync("L-1", 1000, "0x1", after: TimeSpan.FromMinutes(40));
        Facts(await ReadAsync(shop, "L-1"), "status", "late", "overpaid").Should().Equal("completed", "true", "false");
    }

    [Fact]
    public async Task A_closed_payment_has_failed_and_says_why()
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        await shop.PayAsync("C-1");
        (await shop.Client.PostAsync("/orders/C-1/close")).Status.Should().Be(HttpStatusCode.OK);
        var data = await ReadAsync(shop, "C-1");
        Facts(data, "status", "failure_reason", "payment_url", "refund_status").Should().Equal("failed", "closed", null, null);
        var none = await shop.Client.GetAsync("/payments/C-1/qrcode");
        (none.Status, none.Error).Should().Be((HttpStatusCode.NotFound, "payment_id: C-1 is failed and has nothing to pay"));
    }

    [Fact]
    public async Task A_payment_that_came_through_another_face_is_read_as_well()
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        var wallet = (await shop.Client.GetAsync("/wallets")).Data["wallets"]![0]!;
        var order = await gateway.Host.CreateOrderAsync(shop.Id, "EPAY-1", wallet: (string)wallet["wallet_id"]!);
        Facts(await ReadAsync(shop, order.Id.Value), "payment_id", "amount", "currency", "pay_amount", "token")
            .Should().Equal(order.Id.ToUuid(), "70", "CNY", "10", "USDT");
    }

    [Fact]
    public async Task The_qr_code_is_the_image_of_the_payment_url_and_the_same_that_creation_gave()
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        var created = (await shop.PayAsync("Q-1")).Data;
        var path = $"/payments/{created["payment_id"]}/qrcode";

        var png = await ImageAsync(shop, path);

        $"data:image/png;base64,{Convert.ToBase64String(png)}".Should().Be((string)created["qr_code"]!);
        (await ImageAsync(shop, path + "?of=link")).Should().Equal(png);
        (await QrReader.ReadAsync(png)).Should().Be((string)created["payment_url"]!);
        (await QrReader.ReadAsync(await ImageAsync(shop, path + "?of=address"))).Should().Be((string)created["payment_address"]!);
        var refused = await shop.Client.GetAsync(path + "?of=both");
        (refused.Status, refused.Error).Should().Be((HttpStatusCode.BadRequest, "of: expected link or address"));
        var stranger = await PaymentShop.OpenAsync(gateway);
        (await stranger.Client.GetAsync(path)).Status.Should().Be(HttpStatusCode.NotFound);
        (await gateway.Anyone.GetAsync(path)).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_camera_reads_each_code_whatever_it_says()
    {
        var shop = await PaymentShop.OpenAsync(gateway);
        foreach (var amount in Enumerable.Range(0, 40).Select(step => $"{(step * 7919m) + (step * 0.01m) + 1}"))
        {
            var created = (await shop.PayAsync($"C-{amount}", amount)).Data;
            var picture = (string)created["qr_code"]!;
            var said = await QrReader.ReadAsync(Convert.FromBase64String(picture[(picture.IndexOf(',') + 1)..]));
            said.Should().Be((string)created["payment_url"]!);
        }
    }

    [Theory]
    [InlineData("G-1")]
    [InlineData("missing")]
    [InlineData("123e4567-e89b-12d3-a456-426614174000")]
    public async Task A_merchant_sees_only_its_own(string name)
    {
        var owner = await PaymentShop.OpenAsync(gateway);
        var id = (string)(await owner.PayAsync("G-1")).Data["payment_id"]!;
        var stranger = await PaymentShop.OpenAsync(gateway);
        foreach (var path in new[] { $"/payments/{name}", $"/payments/{id}" })
        {
            var refused = await stranger.Client.GetAsync(path);
            (refused.Status, refused.Error).Should().Be((HttpStatusCode.NotFound, "payment_id: no such payment"));
        }
        (await gateway.Anyone.GetAsync($"/payments/{id}")).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    private static async Task<JsonObject> ReadAsync(PaymentShop shop, string name)
    {
        var answer = await shop.Client.GetAsync($"/payments/{name}");
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Error);
        return answer.Data;
    }

    private static string?[] Facts(JsonObject data, params string[] names) => [.. names.Select(name => data[name]?.ToString())];

    private async Task<byte[]> ImageAsync(PaymentShop shop, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1{path}");
        request.Headers.Add("X-API-Key", (string)shop.Merchant["api_key"]!);
        using var response = await gateway.Host.Http.SendAsync(request);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().Should().Be("image/png");
        return await response.Content.ReadAsByteArrayAsync();
    }
}
