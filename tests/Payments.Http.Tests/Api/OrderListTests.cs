using System.Net;
using System.Text.Json.Nodes;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;

namespace Payments.Http.Tests.Api;

/// <summary>A merchant lists, searches, exports and decides about orders by hand.</summary>
public sealed class OrderListTests(ApiGateway gateway) : IClassFixture<ApiGateway>
{
    private static int merchants;

    [Fact]
    public async Task Orders_come_by_number_of_page_or_behind_a_place_with_exact_totals()
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync("lists@example.com");
        var ids = await OrdersAsync(merchant, 5);
        (await client.PostAsync("/orders/L-4/close")).Status.Should().Be(HttpStatusCode.OK);

        var first = (await client.GetAsync("/orders?page=1&limit=2")).Data;
        first["pagination"]!.ToJsonString().Should().Be("""{"page":1,"limit":2,"total":5,"pages":3}""");
        Numbers(first).Should().Equal("L-4", "L-3");
        Numbers((await client.GetAsync("/orders?page=3&limit=2")).Data).Should().Equal("L-0");
        Numbers((await client.GetAsync("/orders?page=9")).Data).Should().BeEmpty();

        var seen = new List<string>();
        for (var place = ""; seen.Count < 10;)
        {
            var page = (await client.GetAsync($"/orders?status=pending&limit=3{place}")).Data;
            seen.AddRange(Numbers(page));
            if ((string?)page["next"] is not { } next) break;
            place = $"&after={next}";
        }
        seen.Should().Equal("L-3", "L-2", "L-1", "L-0");
        var after = (await client.GetAsync($"/orders?limit=3&after={first["next"]}")).Data;
        Numbers(after).Should().Equal("L-2", "L-1", "L-0");
        after["pagination"]!.ToJsonString().Should().Be("""{"page":null,"limit":3,"total":null,"pages":null}""");
        ((string)first["orders"]![0]!["order"]!["payment_id"]!).Should().Be(ids[4].ToUuid());
    }

    [Theory]
    [InlineData("status=pending", 3)]
    [InlineData("status=closed,expired", 0)]
    [InlineData("currency=cny", 3)]
    [InlineData("currency=USD", 0)]
    [InlineData("face=epay&chain=Ethereum&token=usdt&delivery=none", 3)]
    [InlineData("chain=bsc", 0)]
    [InlineData("delivery=failed", 0)]
    [InlineData("amount=70.00", 3)]
    [InlineData("amount=70.01", 0)]
    [InlineData("amount_from=69&amount_to=70&status=pending", 3)]
    [InlineData("amount_from=71", 0)]
    [InlineData("from=2020-01-01&before=2100-01-01T00:00:00Z", 3)]
    [InlineData("before=2020-01-01", 0)]
    [InlineData("q=L-1", 1)]
    [InlineData("q={uuid}", 1)]
    [InlineData("q={id}&status=pending", 1)]
    [InlineData("q={id}&status=closed", 0)]
    [InlineData("q={address}", 3)]
    [InlineData("q={address}&amount=70", 3)]
    [InlineData("q=payer@example.com", 0)]
    public async Task Filters_and_searches_take_what_they_name(string query, int count)
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync($"filter{Interlocked.Increment(ref merchants)}@example.com");
        var ids = await OrdersAsync(merchant, 3);
        var address = $"0x{(long)merchant["pid"]!:X40}".Replace("0X", "0x", StringComparison.Ordinal);
        query = query.Replace("{uuid}", ids[0].ToUuid(), StringComparison.Ordinal).Replace("{id}", ids[0].Value, StringComparison.Ordinal)
            .Replace("{address}", address, StringComparison.Ordinal);
        var answer = await client.GetAsync($"/orders?{query}");
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Error);
        Numbers(answer.Data).Should().HaveCount(count);
        (await (await gateway.MerchantAsync()).GetAsync($"/orders?{query}")).Data["orders"]!.AsArray().Should().BeEmpty("others' orders are nobody's business");
    }

    [Theory]
    [InlineData("status=done", "status")]
    [InlineData("face=soap", "face")]
    [InlineData("chain=doge", "chain")]
    [InlineData("token=NOPE", "token")]
    [InlineData("delivery=lost", "delivery")]
    [InlineData("currency=%27", "currency")]
    [InlineData("from=soon", "from")]
    [InlineData("amount=-1", "amount")]
    [InlineData("amount=1&amount_to=2", "amount")]
    [InlineData("page=0", "page")]
    [InlineData("page=1&amount=3", "page")]
    [InlineData("page=1&after=x", "page")]
    [InlineData("after=!", "after")]
    [InlineData("limit=101", "limit")]
    public async Task What_is_no_filter_is_refused_by_name(string query, string field)
    {
        var client = await gateway.MerchantAsync();
        var refused = await client.GetAsync($"/orders?{query}");
        (refused.Status, refused.Error!.Split(':')[0]).Should().Be((HttpStatusCode.BadRequest, field));
    }

    [Fact]
    public async Task An_export_has_every_order_in_either_form()
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync("export@example.com");
        await OrdersAsync(merchant, 3);
        var csv = await ExportAsync(merchant, "");
        csv.Type.Should().Be("text/csv; charset=utf-8");
        var lines = csv.Text.TrimEnd().Split("\r\n");
        lines[0].Should().StartWith("payment_id,order_id,face,status,");
        lines[1..].Select(line => line.Split(',')[1]).Should().Equal("L-2", "L-1", "L-0");

        var json = await ExportAsync(merchant, "?format=jsonl&q=L-1");
        json.Type.Should().Be("application/x-ndjson; charset=utf-8");
        ((string)JsonNode.Parse(json.Text)!["order"]!["order_id"]!).Should().Be("L-1");
        (await client.GetAsync("/orders/export?format=xls")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await gateway.Anyone.GetAsync("/orders/export")).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "-1")]
    [InlineData("-12.50", "-12.50")]
    [InlineData("-1+1", "'-1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("=\"a\",b", "\"'=\"\"a\"\",b\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("会员", "会员")]
    [InlineData(null, "")]
    public void A_cell_is_no_formula(string? value, string cell) => Merchants.OrderCsv.Cell(value).Should().Be(cell);

    [Fact]
    public async Task A_merchant_completes_refuses_and_extends_by_hand()
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync("byhand@example.com");
        var ids = await OrdersAsync(merchant, 3);
        var completed = await client.PostAsync("/orders/L-0/complete", """{"reason":"paid within an exchange"}""");
        ((string)completed.Data["status"]!, (bool)completed.Data["manually_marked"]!, (string)completed.Data["manual_reason"]!)
            .Should().Be(("completed", true, "paid within an exchange"));
        (await client.PostAsync("/orders/L-0/refuse", """{"reason":"x"}""")).Error.Should().Be("order: L-0 is completed and stays so");

        var extended = await client.PostAsync("/orders/L-1/extend", """{"reason":"slow payer","seconds":86400}""");
        extended.Status.Should().Be(HttpStatusCode.OK, extended.Error);
        DateTimeOffset.Parse((string)extended.Data["expires_at"]!, System.Globalization.CultureInfo.InvariantCulture)
            .Should().BeCloseTo(TimeProvider.System.GetUtcNow().AddDays(1), TimeSpan.FromMinutes(5));
        (await client.PostAsync("/orders/L-1/extend", """{"reason":"x","seconds":60}""")).Status.Should().Be(HttpStatusCode.Conflict);
        var refused = await client.PostAsync("/orders/L-1/refuse", """{"reason":"sold out"}""");
        ((string)refused.Data["status"]!, (bool)refused.Data["manually_marked"]!).Should().Be(("closed", true));
        Numbers((await client.GetAsync("/orders?status=completed,closed")).Data).Should().Equal("L-1", "L-0");
        (await gateway.Host.Grains.GetGrain<IOrderGrain>(ids[2].GrainKey).GetAsync())!.Manual.Should().BeNull();
    }

    [Theory]
    [InlineData("complete", "{}", "reason")]
    [InlineData("refuse", """{"reason":"  "}""", "reason")]
    [InlineData("complete", """{"reason":"a\nb"}""", "reason")]
    [InlineData("complete", """{"reason":"a","amount":1}""", "amount")]
    [InlineData("extend", """{"reason":"a"}""", "until")]
    [InlineData("extend", """{"reason":"a","until":"soon"}""", "until")]
    [InlineData("extend", """{"reason":"a","until":"2999-01-01"}""", "until")]
    [InlineData("extend", """{"reason":"a","seconds":-1}""", "seconds")]
    [InlineData("extend", """{"reason":"a","seconds":1,"until":"2026-01-01"}""", "until")]
    public async Task A_decision_needs_what_it_needs(string action, string body, string field)
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync($"needs{Interlocked.Increment(ref merchants)}@example.com");
        await OrdersAsync(merchant, 1);
        var refused = await client.PostAsync($"/orders/L-0/{action}", body);
        (refused.Status, refused.Error!.Split(':')[0]).Should().Be((HttpStatusCode.BadRequest, field));
        ((string)(await client.GetAsync("/orders/L-0")).Data["status"]!).Should().Be("pending");
    }

    [Theory]
    [InlineData("complete")]
    [InlineData("refuse")]
    [InlineData("extend")]
    public async Task Only_the_merchant_of_an_order_decides(string action)
    {
        var (_, owner) = await gateway.Anyone.RegisterAsync($"decides{action}@example.com");
        var id = (await OrdersAsync(owner, 1))[0];
        var body = action == "extend" ? """{"reason":"a","seconds":86400}""" : """{"reason":"a"}""";
        (await (await gateway.MerchantAsync()).PostAsync($"/orders/{id}/{action}", body)).Status.Should().Be(HttpStatusCode.NotFound);
        (await gateway.Anyone.PostAsync($"/orders/{id}/{action}", body)).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    /// <summary>Orders over 70 CNY, <c>L-0</c> the first, each in a millisecond of its own.</summary>
    private async Task<IReadOnlyList<OrderId>> OrdersAsync(JsonObject merchant, int count)
    {
        var ids = new List<OrderId> { await gateway.OrderAsync(merchant, "L-0") };
        MerchantId.TryParse((string)merchant["merchant_id"]!, out var id).Should().BeTrue();
        for (var i = 1; i < count; i++)
        {
            var last = TimeProvider.System.GetUtcNow();
            await Testing.Patience.UntilAsync(() => TimeProvider.System.GetUtcNow() - last > TimeSpan.FromMilliseconds(1), "a millisecond is over");
            ids.Add((await gateway.Host.CreateOrderAsync(id, $"L-{i}")).Id);
        }
        return ids;
    }

    private async Task<(string Type, string Text)> ExportAsync(JsonObject merchant, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/orders/export{query}");
        request.Headers.Add("X-API-Key", (string)merchant["api_key"]!);
        using var response = await gateway.Host.Http.SendAsync(request);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        return (response.Content.Headers.ContentType!.ToString(), await response.Content.ReadAsStringAsync());
    }

    private static IEnumerable<string> Numbers(JsonObject data) => data["orders"]!.AsArray().Select(listed => (string)listed!["order"]!["order_id"]!);
}
