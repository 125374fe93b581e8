using System.Net;
using System.Text.Json.Nodes;
using Payments.Contracts.Users;
using Payments.Domain.Identity;
using Payments.Domain.Users;
using Payments.Http.Tests.Api;

namespace Payments.Http.Tests.Users;

/// <summary>End users' wallets over HTTP, as their merchant and as they themselves see them.</summary>
public sealed class UserApiTests(ApiGateway gateway) : IClassFixture<ApiGateway>
{
    private const string Order = "0f8fad5bd9cb469fa16570867728950e";
    private static int shops;

    [Fact]
    public async Task What_came_in_is_spent_held_captured_and_given_back()
    {
        var shop = await ShopAsync();
        await CreditAsync(shop, "user-1", "100.50");
        var empty = await shop.Client.GetAsync("/users/nobody/balance");
        (empty.Data["balances"]!.AsArray().Count, empty.Data["holds"]!.AsArray().Count).Should().Be((0, 0));

        var debit = await shop.Client.PostAsync("/users/user-1/debits", """{"key":"d1","currency":"cny","amount":"0.50","text":"a coffee"}""");
        debit.Status.Should().Be(HttpStatusCode.Created);
        debit.Data.ToJsonString().Should().Contain("\"kind\":\"debit\"").And.Contain("\"available\":\"100\"").And.Contain("\"text\":\"a coffee\"");
        var expires = TimeProvider.System.GetUtcNow().AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        (await shop.Client.PostAsync("/users/user-1/holds", $$"""{"key":"h1","currency":"CNY","amount":40,"expires_at":"{{expires}}"}""")).Status.Should().Be(HttpStatusCode.Created);
        (await shop.Client.PostAsync("/users/user-1/holds/h1/capture", """{"key":"p1","amount":"15.25"}""")).Status.Should().Be(HttpStatusCode.Created);
        var balance = (await shop.Client.GetAsync("/users/user-1/balance")).Data;
        JsonNode.DeepEquals(balance["balances"], JsonNode.Parse("""[{"currency":"CNY","available":"60","held":"24.75"}]""")).Should().BeTrue(balance.ToJsonString());
        var hold = balance["holds"]!.AsArray().Should().ContainSingle().Subject!;
        ((string?)hold["remaining"], (string?)hold["expires_at"]).Should().Be(("24.75", expires));
        (await shop.Client.PostAsync("/users/user-1/holds/h1/release", """{"key":"r1"}""")).Data["available"]!.ToString().Should().Be("84.75");
        (await shop.Client.PostAsync("/users/user-1/entries/d1/reverse", """{"key":"v1"}""")).Data["available"]!.ToString().Should().Be("85.25");
        (await shop.Client.PostAsync($"/users/user-1/entries/{Order}/reverse", """{"key":"v2","amount":"85.25"}""")).Data["available"]!.ToString().Should().Be("0");
    }

    [Fact]
    public async Task The_same_request_is_answered_alike_and_another_under_its_key_is_a_conflict()
    {
        var shop = await ShopAsync();
        await CreditAsync(shop, "user-1", "10");
        var first = await DebitAsync("""{"currency":"CNY","amount":"10"}""", "d-1");
        var again = await DebitAsync("""{"currency":"CNY","amount":"10.00"}""", "d-1");
        again.Status.Should().Be(HttpStatusCode.Created);
        JsonNode.DeepEquals(again.Data, first.Data).Should().BeTrue();
        var other = await DebitAsync("""{"currency":"CNY","amount":"9"}""", "d-1");
        (other.Status, other.Error).Should().Be((HttpStatusCode.Conflict, "key: has an entry that says something else"));
        (await DebitAsync("""{"key":"d-1","currency":"CNY","amount":"10"}""", "d-1")).Status.Should().Be(HttpStatusCode.Created);
        (await DebitAsync("""{"key":"d-2","currency":"CNY","amount":"10"}""", "d-1")).Status.Should().Be(HttpStatusCode.BadRequest);

        Task<ApiAnswer> DebitAsync(string json, string key) => shop.Client.SendAsync(HttpMethod.Post, "/users/user-1/debits",
            new StringContent(json, System.Text.Encoding.UTF8, "application/json"), ("Idempotency-Key", key));
    }

    [Theory]
    [InlineData("debits", """{"key":"k","currency":"CNY","amount":"10.01"}""", 409, "amount: less is available")]
    [InlineData("debits", """{"key":"k","currency":"USD","amount":"1"}""", 409, "amount: less is available")]
    [InlineData("debits", """{"currency":"CNY","amount":"1"}""", 400, "key: is required, here or as Idempotency-Key")]
    [InlineData("debits", """{"key":"0f8fad5bd9cb469fa16570867728950e","currency":"CNY","amount":"1"}""", 400, "key: expected 1 to 128 letters")]
    [InlineData("debits", """{"key":"a b","currency":"CNY","amount":"1"}""", 400, "key: expected 1 to 128 letters")]
    [InlineData("debits", """{"key":"k","currency":"C","amount":"1"}""", 400, "currency: expected a currency such as CNY or USDT")]
    [InlineData("debits", """{"key":"k","amount":"1"}""", 400, "currency: is required")]
    [InlineData("debits", """{"key":"k","currency":"CNY"}""", 400, "amount: is required")]
    [InlineData("debits", """{"key":"k","currency":"CNY","amount":"-1"}""", 400, "amount: expected a positive number")]
    [InlineData("debits", """{"key":"k","currency":"CNY","amount":"0"}""", 400, "amount: must be greater than zero")]
    [InlineData("debits", """{"key":"k","currency":"CNY","amount":"0.0000000000000000001"}""", 400, "amount: at most 18 decimals")]
    [InlineData("debits", """{"key":"k","currency":"CNY","amount":"123456789012.123456789012345678"}""", 400, "amount: has too many digits")]
    [InlineData("debits", """{"key":"k","currency":"CNY","amount":"1","expires_at":"2030-01-01"}""", 400, "expires_at: is not known here")]
    [InlineData("holds", """{"key":"k","currency":"CNY","amount":"1","expires_at":"2020-01-01T00:00:00Z"}""", 400, "expires_at: is past")]
    [InlineData("holds", """{"key":"k","currency":"CNY","amount":"1","expires_at":"2999-01-01T00:00:00Z"}""", 400, "expires_at: at most 366 days from now")]
    [InlineData("holds", """{"key":"k","currency":"CNY","amount":"1","expires_at":"soon"}""", 400, "expires_at: expected a time")]
    [InlineData("holds/none/capture", """{"key":"k"}""", 404, "key: no open hold")]
    [InlineData("holds/none/release", """{"key":"k"}""", 404, "key: no open hold")]
    [InlineData("entries/none/reverse", """{"key":"k"}""", 404, "key: no such entry")]
    [InlineData("entries/0f8fad5bd9cb469fa16570867728950e/reverse", """{"key":"k","amount":"11"}""", 409, "amount: less remains of it")]
    public async Task What_cannot_be_done_names_the_field_and_changes_nothing(string path, string body, int status, string error)
    {
        var shop = await ShopAsync();
        await CreditAsync(shop, "user-1", "10");
        var answer = await shop.Client.PostAsync($"/users/user-1/{path}", body);
        ((int)answer.Status).Should().Be(status, answer.Error);
        answer.Error.Should().StartWith(error);
        var balance = (await shop.Client.GetAsync("/users/user-1/balance")).Data["balances"]!.AsArray().Should().ContainSingle().Subject!;
        balance["available"]!.ToString().Should().Be("10");
    }

    [Fact]
    public async Task A_statement_goes_from_new_to_old_by_page_and_as_CSV_that_no_spreadsheet_runs()
    {
        var shop = await ShopAsync();
        await CreditAsync(shop, "user-1", "10");
        for (var number = 1; number <= 4; number++)
            await shop.Client.PostAsync("/users/user-1/debits", new JsonObject { ["key"] = $"d{number}", ["currency"] = "CNY", ["amount"] = "1", ["text"] = "=1+1, \"x\"" }.ToJsonString());
        var keys = new List<string>();
        for (var after = ""; ;)
        {
            var page = (await shop.Client.GetAsync($"/users/user-1/statement?currency=CNY&limit=2{after}")).Data;
            keys.AddRange(page["entries"]!.AsArray().Select(entry => (string)entry!["key"]!));
            if (page["next"] is not { } next) break;
            after = $"&after={next}";
        }
        keys.Should().Equal("d4", "d3", "d2", "d1", Order);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/users/user-1/statement?currency=CNY&format=csv");
        request.Headers.Add("X-API-Key", shop.Key);
        using var answer = await gateway.Host.Http.SendAsync(request);
        (answer.StatusCode, answer.Content.Headers.ContentType!.ToString()).Should().Be((HttpStatusCode.OK, "text/csv; charset=utf-8"));
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n");
        lines[0].Should().Be("sequence,created_at,kind,currency,amount,available,held,key,about,payment_id,expires_at,text");
        lines[1].Should().MatchRegex("^5,[^,]+,debit,CNY,1,6,0,d4,,,,\"'=1\\+1, \"\"x\"\"\"$");
        lines[5].Should().MatchRegex($"^1,[^,]+,credit,CNY,10,10,0,{Order},,0f8fad5b-d9cb-469f-a165-70867728950e,,order 1$");
        lines.Should().HaveCount(7).And.HaveElementAt(6, "");
        (await shop.Client.GetAsync("/users/user-1/statement")).Error.Should().Be("currency: is required");
        (await shop.Client.GetAsync("/users/user-1/statement?currency=CNY&format=pdf")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await shop.Client.GetAsync("/users/user-1/statement?currency=CNY&after=x")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_user_sees_his_own_with_a_token_and_nobody_elses()
    {
        var (shop, other) = (await ShopAsync(), await ShopAsync());
        await CreditAsync(shop, "user-1", "10");
        await CreditAsync(shop, "user-2", "20");
        await CreditAsync(other, "user-1", "30");
        foreach (var (seller, user, expected) in new[] { (shop, "user-1", "10"), (shop, "user-2", "20"), (other, "user-1", "30") })
        {
            var token = UserToken.Signed(UserToken.Claims(seller.Id.ToUuid(), user, TimeProvider.System.GetUtcNow().AddMinutes(5)), seller.Secret);
            var balance = await gateway.Anyone.SendAsync(HttpMethod.Get, "/me/balance", null, ("Authorization", $"Bearer {token}"));
            balance.Data["balances"]![0]!["available"]!.ToString().Should().Be(expected);
            var statement = await gateway.Anyone.SendAsync(HttpMethod.Get, "/me/statement?currency=CNY", null, ("Authorization", $"Bearer {token}"));
            statement.Data["entries"]!.AsArray().Should().ContainSingle().Which!["amount"]!.ToString().Should().Be(expected);
        }
        (await other.Client.GetAsync("/users/user-2/balance")).Data["balances"]!.AsArray().Should().BeEmpty();
        (await shop.Client.GetAsync("/users/a%20b/balance")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("read", "GET", "balance", true)]
    [InlineData("read", "GET", "statement?currency=CNY", true)]
    [InlineData("create", "GET", "balance", false)]
    [InlineData("read", "POST", "debits", false)]
    [InlineData("create", "POST", "debits", true)]
    [InlineData("create", "POST", "entries/x/reverse", false)]
    [InlineData("refunds", "POST", "entries/x/reverse", true)]
    public async Task A_key_needs_the_scope_of_what_it_does(string scope, string method, string path, bool expected)
    {
        var shop = await ShopAsync();
        var key = await shop.Client.PostAsync("/keys", new JsonObject { ["name"] = "k", ["scopes"] = new JsonArray(scope) }.ToJsonString());
        var client = shop.Client.With((string)key.Data["api_key"]!);
        var content = method == "POST" ? new StringContent("{}", System.Text.Encoding.UTF8, "application/json") : null;
        var answer = await client.SendAsync(new HttpMethod(method), $"/users/user-1/{path}", content);
        (answer.Status != HttpStatusCode.Forbidden).Should().Be(expected, answer.Error);
    }

    private async Task CreditAsync(Shop shop, string user, string amount)
    {
        var wallet = gateway.Host.Grains.GetGrain<IUserWalletGrain>(UserWalletKey.Of(shop.Id, new UserId(user)));
        var result = await wallet.CreditAsync(new UserCredit
        {
            Key = Order,
            Currency = "CNY",
            Amount = decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture),
            Order = new OrderId(Order),
            Text = "order 1",
        });
        result.Outcome.Should().Be(UserOutcome.Done);
    }

    private async Task<Shop> ShopAsync()
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync($"users{Interlocked.Increment(ref shops)}@example.com");
        MerchantId.TryParse((string)merchant["merchant_id"]!, out var id).Should().BeTrue();
        (await client.PutAsync($"/merchants/{id.ToUuid()}", """{"user_tokens":{"mode":"secret"}}""")).Status.Should().Be(HttpStatusCode.OK);
        return new Shop(client, id, (string)merchant["api_key"]!, (string)merchant["api_secret"]!);
    }

    private sealed record Shop(ApiClient Client, MerchantId Id, string Key, string Secret);
}
