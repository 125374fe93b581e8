using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Payments.Http.Tests.Users;
using Payments.ProviderSandbox.Medogram;
using Payments.Storage;

namespace Payments.Http.Tests.Faces.CrazyMiner;

/// <summary>The document's calls, over real HTTP.</summary>
public sealed class CrazyMinerTests(CrazyMinerGateway gateway) : IClassFixture<CrazyMinerGateway>
{
    [Fact]
    public async Task A_payment_goes_the_documents_way_and_credits_the_users_wallet()
    {
        var (status, created) = await gateway.SendAsync(
            HttpMethod.Post, "create/", gateway.TokenOf("ali"), """{"amount": 100000, "description": "شارژ کیف پول"}""");
        status.Should().Be(HttpStatusCode.Created);
        created.AsObject().Select(field => field.Key).Should()
            .Equal("transaction_id", "payment_url", "amount", "status", "status_display", "payment_type");
        Guid.TryParseExact((string)created["transaction_id"]!, "D", out _).Should().BeTrue();
        ((string)created["payment_url"]!).Should().MatchRegex("/payment/gateway-[0-9]+-get$");
        (created["amount"]!.ToJsonString(), (string)created["status"]!, (string)created["status_display"]!)
            .Should().Be(("100000", "processing", "در حال پردازش"));
        (await gateway.BalanceAsync("ali")).Should().BeEmpty();

        var brought = await gateway.ActAsync(created);
        var (heard, answer) = await gateway.CallBackAsync(brought);
        heard.Should().Be(HttpStatusCode.OK);
        ((bool)answer["success"]!, (string)answer["transaction_id"]!, (string)answer["tracking_code"]!)
            .Should().Be((true, (string)created["transaction_id"]!, brought["tracking_code"]));

        var shown = (await gateway.SendAsync(HttpMethod.Get, $"status/{created["transaction_id"]}/")).Body;
        shown.AsObject().Select(field => field.Key).Should().StartWith(
            ["transaction_id", "status", "status_display", "amount", "gateway_tracking_code", "created_at", "completed_at"]);
        ((string)shown["status"]!, (string)shown["status_display"]!, (string)shown["gateway_tracking_code"]!)
            .Should().Be(("completed", "تکمیل شده", brought["tracking_code"]));
        ((string)shown["completed_at"]!).Should().MatchRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$");
        (await gateway.BalanceAsync("ali")).Should().Be("100000 IRR");
        // Django's paths end with a slash; what leaves it out means the same.
        using var slashless = await gateway.Host.Http.GetAsync($"/crazyminer/payment/status/{created["transaction_id"]}");
        slashless.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"amount":null}""")]
    [InlineData("""{"amount":0}""")]
    [InlineData("""{"amount":-5000}""")]
    [InlineData("""{"amount":999}""")]
    [InlineData("""{"amount":1000.5}""")]
    [InlineData("""{"amount":1e6}""")]
    [InlineData("""{"amount":1000000000001}""")]
    [InlineData("""{"amount":"ten"}""")]
    [InlineData("""{"amount":5000,"payment_type":"gift"}""")]
    [InlineData("""{"amount":5000,"email":"nobody"}""")]
    [InlineData("""{"amount":5000,"phone":"1"}""")]
    [InlineData("""{"amount":5000""")]
    [InlineData("[]")]
    public async Task What_is_wrong_is_refused_in_Persian_and_its_field_named(string body)
    {
        var (status, answer) = await gateway.SendAsync(HttpMethod.Post, "create/", gateway.TokenOf("wrong"), body);
        (status, (string)answer["error"]!).Should().Be((HttpStatusCode.BadRequest, "داده‌های نامعتبر"));
        ((string)answer["details"]!).Should().MatchRegex("^(amount|payment_type|email|phone|body): ");
        (await ListAsync("wrong")).Should().BeEmpty();
    }

    [Fact]
    public async Task What_a_rule_refuses_is_refused_in_the_documents_form_and_says_nothing_of_the_rule()
    {
        var (client, id, secret) = await gateway.MerchantAsync("declines@example.com");
        var rule = await client.PostAsync("/risk/rules", """
            {"name":"secret threshold","subject":"payer","measure":"amount","outcome":"block","currency":"IRR","limit":50000,
            "state":"active"}
            """);
        rule.Status.Should().Be(HttpStatusCode.Created, rule.Error);
        var token = UserToken.Signed(UserToken.Claims(id, "declined", TimeProvider.System.GetUtcNow().AddMinutes(10)), secret);
        var (status, answer) = await gateway.SendAsync(HttpMethod.Post, "create/", token, """{"amount":100000}""");
        (status, (string)answer["details"]!).Should().Be((HttpStatusCode.Conflict, "amount: this order was declined"));
        answer.ToJsonString().Should().NotContain("secret threshold");
        (await gateway.SendAsync(HttpMethod.Post, "create/", token, """{"amount":49999}""")).Status.Should().NotBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Nobody_without_a_token_creates_or_lists_and_a_strangers_log_is_nobodys()
    {
        foreach (var (method, path) in new[] { (HttpMethod.Post, "create/"), (HttpMethod.Get, "list/") })
            (await gateway.SendAsync(method, path, token: null, method == HttpMethod.Post ? """{"amount":5000}""" : null)).Status
                .Should().Be(HttpStatusCode.Unauthorized);
        var created = await gateway.CreateAsync("log-1");
        (await gateway.SendAsync(HttpMethod.Get, $"log/{created["transaction_id"]}/", gateway.TokenOf("log-2"))).Status
            .Should().Be(HttpStatusCode.NotFound);
        (await gateway.SendAsync(HttpMethod.Get, "status/none/")).Status.Should().Be(HttpStatusCode.NotFound);
        (await gateway.SendAsync(HttpMethod.Get, $"status/{Guid.Empty}/")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_service_is_paid_and_credits_nobody()
    {
        var created = await gateway.CreateAsync("service", type: "service_payment");
        (await gateway.CallBackAsync(await gateway.ActAsync(created))).Status.Should().Be(HttpStatusCode.OK);
        (await gateway.StatusAsync(created)).Should().Be("completed");
        (await gateway.BalanceAsync("service")).Should().BeEmpty();
        var listed = (await ListAsync("service")).Should().ContainSingle().Which!;
        ((string)listed["payment_type"]!, (string)listed["description"]!).Should().Be(("service_payment", "پرداخت خدمات"));
    }

    [Fact]
    public async Task The_list_shows_a_users_own_newest_20()
    {
        await gateway.CreateAsync("other-lister");
        var made = new List<string>();
        for (var number = 0; number < 22; number++) made.Add((string)(await gateway.CreateAsync("lister"))["transaction_id"]!);
        var shown = (await ListAsync("lister")).Select(payment => (string)payment!["transaction_id"]!).ToArray();
        shown.Should().HaveCount(20).And.BeEquivalentTo(made.TakeLast(20));
    }

    [Fact]
    public async Task A_payments_log_tells_each_step_to_its_user_and_his_merchant_and_no_secret()
    {
        var created = await gateway.CreateAsync("logged");
        var brought = await gateway.ActAsync(created);
        await gateway.CallBackAsync(brought);
        var (_, own) = await gateway.SendAsync(HttpMethod.Get, $"log/{created["transaction_id"]}/", gateway.TokenOf("logged"));
        own["results"]!.AsArray().Select(line => (string)line!["log_type"]!)
            .Should().Equal("request", "request", "callback", "verification");
        ((string)own["results"]![2]!["message"]!).Should()
            .Contain($"trans_id {brought["trans_id"]}").And.Contain($"id_get {brought["id_get"]}");

        var id = Guid.Parse((string)created["transaction_id"]!).ToString("N");
        var first = (await gateway.Shop.GetAsync($"/orders/{id}/log?limit=3")).Data;
        var rest = (await gateway.Shop.GetAsync($"/orders/{id}/log?limit=3&after={first["next"]}")).Data;
        (first["log"]!.AsArray().Count, (string)rest["log"]![0]!["kind"]!, rest["next"]).Should().Be((3, "verification", null));
        (await gateway.Shop.GetAsync($"/orders/{id}/log?after=x")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await gateway.Shop.GetAsync("/orders/none/log")).Status.Should().Be(HttpStatusCode.NotFound);
        (own.ToJsonString() + first.ToJsonString() + rest.ToJsonString()).Should().NotContain(MedogramSandbox.ApiKey);
    }

    [Fact]
    public async Task Who_pays_is_told_to_the_bank_and_stored_sealed_alone()
    {
        var body = JsonSerializer.Serialize(new { amount = 5000, name = "علی رضایی", email = "ali@example.com", phone = "09121234567" });
        var (status, created) = await gateway.SendAsync(HttpMethod.Post, "create/", gateway.TokenOf("sealed"), body);
        status.Should().Be(HttpStatusCode.Created);
        var sent = JsonNode.Parse(
            gateway.Medogram.Requests.Last(request => request.Body.Contains("09121234567", StringComparison.Ordinal)).Body)!;
        ((string)sent["name"]!, (string)sent["email"]!, (string)sent["mobile"]!)
            .Should().Be(("علی رضایی", "ali@example.com", "09121234567"));
        var key = $"ord-{Guid.Parse((string)created["transaction_id"]!):N}";
        var state = await gateway.Host.Services.GetRequiredService<IDatabase>().ReadAsync(connection =>
            connection.QuerySingleAsync<string>("SELECT CAST(state AS text) FROM orders WHERE key = @key", new { key }));
        state.Should().Contain("sealedPayer").And.NotContain("09121234567").And.NotContain("ali@example.com").And.NotContain("رضایی");
    }

    [Fact]
    public async Task What_the_gateway_does_not_answer_or_refuses_is_told_in_the_documents_words()
    {
        gateway.Medogram.Faults.Order("down", 1).Should().BeTrue();
        var (down, unreached) = await gateway.SendAsync(HttpMethod.Post, "create/", gateway.TokenOf("down"), """{"amount":5000}""");
        (down, (string)unreached["error"]!).Should().Be((HttpStatusCode.ServiceUnavailable, "خطای اتصال به درگاه"));
        ((string)unreached["details"]!).Should().Contain("PAYMENT_GATEWAY_URL");

        var (client, id, secret) = await gateway.MerchantAsync("wrong-key@example.com");
        var account = new { api_key = "wrong", base_url = gateway.Medogram.Account["PAYMENT_GATEWAY_URL"] };
        var settings = JsonSerializer.Serialize(new { settings = account });
        (await client.PutAsync("/providers/medogram", settings)).Status.Should().Be(HttpStatusCode.OK);
        var token = Users.UserToken.Signed(Users.UserToken.Claims(id, "u", TimeProvider.System.GetUtcNow().AddMinutes(10)), secret);
        var (refused, answer) = await gateway.SendAsync(HttpMethod.Post, "create/", token, """{"amount":5000}""");
        (refused, (string)answer["error"]!).Should().Be((HttpStatusCode.BadGateway, "خطای احراز هویت"));
        ((string)answer["details"]!).Should().Contain("PAYMENT_API_KEY");
    }

    private async Task<JsonArray> ListAsync(string user) =>
        (await gateway.SendAsync(HttpMethod.Get, "list/", gateway.TokenOf(user))).Body["results"]!.AsArray();
}
