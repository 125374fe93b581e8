using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Payments.Domain.Identity;
using Payments.Http.Tests.Api;
using Payments.Storage;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Risk;

/// <summary>Rules, lists, reviews and decisions over HTTP, for a merchant and for operators.</summary>
public sealed class RiskApiTests(ApiGateway gateway) : IClassFixture<ApiGateway>
{
    private const string Amount = """
        {"name":"much","subject":"merchant","measure":"amount","outcome":"review","currency":"CNY","limit":"50","state":"active"}
        """;

    private ApiClient Operator => gateway.Anyone.AsAdmin(GatewayHost.AdminKey);

    [Fact]
    public async Task A_rule_is_written_replaced_read_and_removed()
    {
        var client = await gateway.MerchantAsync();
        var added = await client.PostAsync("/risk/rules", """
            {"name":"fast","subject":"payer","measure":"count","outcome":"block","limit":5,"window":3600,"priority":3}
            """);
        added.Status.Should().Be(HttpStatusCode.Created, added.Error);
        var id = (string)added.Data["rule_id"]!;
        Texts(added.Data, "name", "subject", "measure", "outcome", "priority", "state", "limit", "window", "currency", "warning")
            .Should().Equal("fast", "payer", "count", "block", "3", "draft", "5", "3600", null, null);

        var replaced = await client.PutAsync($"/risk/rules/{id}", Amount);
        Texts(replaced.Data, "rule_id", "name", "priority", "state", "window").Should().Equal(id, "much", "0", "active", null);
        (await client.GetAsync($"/risk/rules/{id}")).Data["name"]!.ToString().Should().Be("much");
        (await client.GetAsync("/risk/rules")).Data["rules"]!.AsArray().Should().ContainSingle();
        (await (await gateway.MerchantAsync()).GetAsync($"/risk/rules/{id}")).Status.Should().Be(HttpStatusCode.NotFound);
        (await client.DeleteAsync($"/risk/rules/{id}")).Status.Should().Be(HttpStatusCode.OK);
        (await client.DeleteAsync($"/risk/rules/{id}")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"name":"x","subject":"sun","measure":"amount","outcome":"block","currency":"CNY","limit":1}""", "subject")]
    [InlineData("""{"name":"x","subject":"payer","measure":"count","outcome":"block","limit":1}""", "window")]
    [InlineData("""{"name":"x","subject":"payer","measure":"amount","outcome":"block","limit":1}""", "currency")]
    [InlineData("""{"name":"x","subject":"payer","measure":"amount","outcome":"block","currency":"CNY","limit":-1}""", "limit")]
    [InlineData("""{"name":"x","subject":"payer","measure":"member","outcome":"block","list":"none"}""", "list")]
    [InlineData("""{"subject":"payer","measure":"member","outcome":"block","list":"none"}""", "name")]
    public async Task A_rule_that_cannot_be_followed_is_refused_by_field(string json, string field)
    {
        var refused = await (await gateway.MerchantAsync()).PostAsync("/risk/rules", json);
        (refused.Status, refused.Error!.Split(':')[0]).Should().Be((HttpStatusCode.BadRequest, field));
    }

    [Fact]
    public async Task A_country_rule_says_that_no_file_is_set_and_a_key_without_the_scope_sees_nothing()
    {
        var client = await gateway.MerchantAsync();
        var list = (string)(await client.PostAsync("/risk/lists", """{"name":"far","subject":"country"}""")).Data["list_id"]!;
        var added = await client.PostAsync("/risk/rules",
            $$"""{"name":"far","subject":"country","measure":"member","outcome":"block","list":"{{list}}"}""");
        ((string)added.Data["warning"]!).Should().Contain("Risk:CountryFile");
        (await client.DeleteAsync($"/risk/lists/{list}")).Status.Should().Be(HttpStatusCode.Conflict, "a rule names it");
        var key = (string)(await client.PostAsync("/keys", """{"name":"reader","scopes":["read"]}""")).Data["api_key"]!;
        (await client.With(key).GetAsync("/risk/rules")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await client.GetAsync("/admin/risk/rules")).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_list_is_uploaded_line_by_line_in_one_form_or_not_at_all()
    {
        var client = await gateway.MerchantAsync();
        var list = (string)(await client.PostAsync("/risk/lists", """{"name":"bad","subject":"address"}""")).Data["list_id"]!;
        var path = $"/risk/lists/{list}/items";
        var written = await UploadAsync(client, HttpMethod.Put, path, """
            item,why
            # sanctioned
            0x52908400098527886E0F7030069857D2E4169EE7,checksummed
            0x52908400098527886e0f7030069857d2e4169ee7,the same
            TJRabPrwbZy45sbavfcjinPJC18kjpRTv8
            BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ

            """);
        (written.Status, (int)written.Data["items"]!).Should().Be((HttpStatusCode.OK, 3), written.Error);
        (await CsvAsync(client, path)).Should().Equal("item", "0x52908400098527886e0f7030069857d2e4169ee7",
            "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq");

        var refused = await UploadAsync(client, HttpMethod.Post, path, "0x0000000000000000000000000000000000000001\nnonsense\n0x12\n");
        refused.Status.Should().Be(HttpStatusCode.BadRequest);
        refused.Error.Should().Contain("line 2: expected an address").And.Contain("line 3:");
        var editions = await gateway.Host.Services.GetRequiredService<IDatabase>().ReadAsync(connection =>
            connection.QueryAsync<long>("SELECT DISTINCT edition FROM risk_list_items WHERE list_id = @list", new { list }));
        editions.Should().ContainSingle("nothing of a refused upload stays");
        (await client.GetAsync($"/risk/lists/{list}")).Data["items"]!.GetValue<int>().Should().Be(3);
        var added = await UploadAsync(client, HttpMethod.Post, path, "0x0000000000000000000000000000000000000001");
        added.Data["items"]!.GetValue<int>().Should().Be(4);
        (await client.PutAsync(path, "{}")).Status.Should().Be(HttpStatusCode.UnsupportedMediaType);
        (await client.DeleteAsync($"/risk/lists/{list}")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_large_list_is_taken_in_one_request()
    {
        var client = await gateway.MerchantAsync();
        var list = (string)(await client.PostAsync("/risk/lists", """{"name":"many","subject":"network"}""")).Data["list_id"]!;
        var networks = Enumerable.Range(0, 20_000).Select(number => $"10.{number >> 8}.{number & 255}.0/24 , for some reason");
        var lines = string.Join('\n', networks);
        var written = await UploadAsync(client, HttpMethod.Put, $"/risk/lists/{list}/items", lines);
        (written.Status, written.Data["items"]!.GetValue<int>()).Should().Be((HttpStatusCode.OK, 20_000), written.Error);
    }

    [Fact]
    public async Task An_order_is_held_seen_and_approved_by_its_merchant_with_a_reason_on_record()
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync("reviews@example.com");
        await client.PostAsync("/risk/rules", Amount);
        var id = await gateway.OrderAsync(merchant, "R-1");
        ((string)(await client.GetAsync("/orders/R-1")).Data["review"]!).Should().Be("open");
        ((string)(await client.GetAsync("/payments/R-1")).Data["review"]!).Should().Be("open");
        (await client.PostAsync("/orders/R-1/complete", """{"reason":"paid in cash"}""")).Status.Should().Be(HttpStatusCode.Conflict);

        var open = (await client.GetAsync("/risk/reviews")).Data["reviews"]!.AsArray().Should().ContainSingle().Subject!.AsObject();
        Texts(open, "order_id", "review", "by", "money", "currency").Should().Equal("R-1", "open", "merchant", "70", "CNY");
        Texts(open["decisions"]![0]!.AsObject(), "stage", "outcome", "rule", "measured", "limit")
            .Should().Equal("creation", "review", "much", "70", "50");

        (await client.PostAsync("/risk/reviews/R-1/approve", "{}")).Status.Should().Be(HttpStatusCode.BadRequest, "a reason is asked for");
        var approved = await client.PostAsync("/risk/reviews/R-1/approve", """{"reason":"known customer"}""");
        ((string)approved.Data["review"]!).Should().Be("approved", approved.Error);
        (await client.PostAsync("/risk/reviews/R-1/refuse", """{"reason":"too late"}""")).Status.Should().Be(HttpStatusCode.Conflict);
        (await client.GetAsync("/risk/reviews")).Data["reviews"]!.AsArray().Should().BeEmpty();
        (await client.GetAsync("/risk/reviews/R-2")).Status.Should().Be(HttpStatusCode.NotFound);

        var decisions = (await client.GetAsync("/risk/decisions?limit=1")).Data;
        Texts(decisions["decisions"]![0]!.AsObject(), "payment_id", "stage", "outcome", "by", "reason")
            .Should().Equal(id.ToUuid(), "review", "allow", "merchant", "known customer");
        (await client.GetAsync($"/risk/decisions?after={decisions["next"]}")).Data["decisions"]!.AsArray().Should().ContainSingle();
        var csv = await CsvAsync(client, "/risk/decisions?format=csv");
        (csv.Length, csv[0].Split(',')[^1], csv[1].Contains("known customer", StringComparison.Ordinal)).Should().Be((3, "times", true));
    }

    [Fact]
    public async Task Operators_rules_hold_orders_of_all_and_a_merchant_may_refuse_them_and_not_approve()
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync("common@example.com");
        var list = (string)(await Operator.PostAsync("/admin/risk/lists", """{"name":"watched","subject":"merchant"}""")).Data["list_id"]!;
        await UploadAsync(Operator, HttpMethod.Put, $"/admin/risk/lists/{list}/items", (string)merchant["merchant_id"]!);
        var rule = await Operator.PostAsync("/admin/risk/rules",
            $$"""{"name":"watch","subject":"merchant","measure":"member","outcome":"review","list":"{{list}}","state":"active"}""");
        rule.Status.Should().Be(HttpStatusCode.Created, rule.Error);
        await gateway.OrderAsync(merchant, "C-1");
        (await client.PostAsync("/risk/reviews/C-1/approve", """{"reason":"mine"}""")).Status.Should().Be(HttpStatusCode.Forbidden);

        var open = (await Operator.GetAsync("/admin/risk/reviews")).Data["reviews"]!.AsArray()
            .Single(one => (string)one!["order_id"]! == "C-1")!;
        ((string)open["merchant_id"]!, (string)open["by"]!).Should().Be(((string)merchant["merchant_id"]!, "installation"));
        var refused = await client.PostAsync("/risk/reviews/C-1/refuse", """{"reason":"mine"}""");
        (Texts(refused.Data, "status", "review")).Should().Equal("closed", "refused");
        (await Operator.PostAsync($"/admin/risk/reviews/{open["payment_id"]}/approve", """{"reason":"no"}""")).Status
            .Should().Be(HttpStatusCode.Conflict);
        (await Operator.DeleteAsync($"/admin/risk/rules/{rule.Data["rule_id"]}")).Status.Should().Be(HttpStatusCode.OK);
        (await Operator.GetAsync("/admin/risk/decisions?limit=100")).Data["decisions"]!.AsArray().Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_draft_is_tried_on_past_orders_and_changes_nothing()
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync("try@example.com");
        for (var i = 0; i < 4; i++) await OrderAsync(merchant, $"T-{i}", 40 + 10 * i);
        var draft = Amount.Replace("active", "draft", StringComparison.Ordinal);
        var rule = (string)(await client.PostAsync("/risk/rules", draft)).Data["rule_id"]!;
        var tried = (await client.GetAsync($"/risk/rules/{rule}/try?days=1")).Data;
        Texts(tried, "orders", "unknown", "taken", "complete").Should().Equal("4", "0", "2", "true");
        tried["examples"]!.AsArray().Select(one => $"{one!["order_id"]} {one["measured"]}").Should().Equal("T-2 60", "T-3 70");
        (await CsvAsync(client, $"/risk/rules/{rule}/try?format=csv")).Should().HaveCount(3);
        (await client.GetAsync($"/risk/rules/{rule}/try?days=91")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await client.GetAsync("/orders/T-3")).Data["review"].Should().BeNull();

        var path = $"/admin/risk/rules/{(await Operator.PostAsync("/admin/risk/rules", draft)).Data["rule_id"]}/try";
        (await Operator.GetAsync(path)).Status.Should().Be(HttpStatusCode.BadRequest, "whose orders is not said");
        (await Operator.GetAsync($"{path}?merchant={merchant["merchant_id"]}")).Data["taken"]!.GetValue<int>().Should().Be(2);
    }

    private async Task OrderAsync(JsonObject merchant, string number, decimal money)
    {
        MerchantId.TryParse((string)merchant["merchant_id"]!, out var id).Should().BeTrue();
        var wallet = (await gateway.Host.AddWalletAsync(id, "ethereum", "USDT", $"0x{(long)merchant["pid"]!:x40}")).Wallet;
        await gateway.Host.CreateOrderAsync(id, number, money: money, wallet: wallet?.Id);
    }

    private static Task<ApiAnswer> UploadAsync(ApiClient client, HttpMethod method, string path, string csv) =>
        client.SendAsync(method, path, new StringContent(csv, Encoding.UTF8, "text/csv"));

    private async Task<string[]> CsvAsync(ApiClient client, string path) =>
        (await client.TextAsync(path)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string?> Texts(JsonObject node, params string[] fields) => fields.Select(field => node[field]?.ToString());
}
