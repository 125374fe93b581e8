using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Payments.Http.Tests.Api;
using Payments.Http.Users;
using Payments.Testing;

namespace Payments.Http.Tests.Users;

/// <summary>
/// Tokens of a merchant for its end users: the key is the merchant's choice, the algorithm the key's, and nothing the token's.
/// </summary>
public sealed class UserTokenTests(ApiGateway gateway) : IClassFixture<ApiGateway>
{
    private const string Unknown = "Authorization: iss is no merchant that takes its users' tokens";
    private const string Malformed = "Authorization: expected Bearer and a signed JSON Web Token";
    private const string WrongSignature = "Authorization: the signature does not fit";
    private const string WrongAlgorithm = "Authorization: alg does not go with the merchant's key";

    private static readonly RSA First = RSA.Create(2048);
    private static readonly RSA Second = RSA.Create(2048);
    private static int shops;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_token_that_the_merchants_secret_signs_opens_its_users_own_balance()
    {
        var shop = await ShopAsync(new JsonObject { ["mode"] = "secret" });
        var answer = await AskAsync(UserToken.Signed(shop.Claims(), shop.Secret));
        (answer.Status, (string?)answer.Data["user"]).Should().Be((HttpStatusCode.OK, "user-1"));
        (await AskAsync(UserToken.Signed(shop.Claims().With("iss", shop.Id.Replace("-", "")), shop.Secret))).Status.Should().Be(HttpStatusCode.OK);
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "none", "Authorization: is required: Bearer, and a token of your merchant" },
        { "basic", Malformed },
        { "garbage", Malformed },
        { "two parts", Malformed },
        { "five parts", Malformed },
        { "too long", Malformed },
        { "text for exp", Malformed },
        { "another secret", WrongSignature },
        { "no signature", WrongSignature },
        { "changed sub", WrongSignature },
        { "alg none", WrongAlgorithm },
        { "alg HS512", WrongAlgorithm },
        { "alg RS256", WrongAlgorithm },
        { "crit", "Authorization: crit is not understood" },
        { "no iss", Unknown },
        { "another iss", Unknown },
        { "no exp", "Authorization: exp is missing" },
        { "past exp", "Authorization: exp is past" },
        { "nbf to come", "Authorization: nbf is to come" },
        { "no sub", "Authorization: sub is missing or cannot be a user's name" },
        { "odd sub", "Authorization: sub is missing or cannot be a user's name" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_token_that_is_not_good_is_refused_by_the_rule_that_failed(string fault, string error)
    {
        var shop = await ShopAsync(new JsonObject { ["mode"] = "secret" });
        var answer = await AskAsync(TokenWith(fault, shop), fault == "basic" ? "Basic" : "Bearer");
        (answer.Status, answer.Error).Should().Be((HttpStatusCode.Unauthorized, error));
    }

    [Theory]
    [InlineData("exp", -20, true)]
    [InlineData("exp", -40, false)]
    [InlineData("nbf", 20, true)]
    [InlineData("nbf", 60, false)]
    public async Task Clocks_may_be_off_by_half_a_minute(string claim, int seconds, bool expected)
    {
        UserTokens.ClockSkew.Should().Be(TimeSpan.FromSeconds(30));
        var shop = await ShopAsync(new JsonObject { ["mode"] = "secret" });
        var claims = shop.Claims().With(claim, Now.AddSeconds(seconds).ToUnixTimeSeconds());
        (await AskAsync(UserToken.Signed(claims, shop.Secret))).Status.Should().Be(expected ? HttpStatusCode.OK : HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_rotated_secret_signs_beside_the_new_one_while_the_rotation_overlaps()
    {
        var shop = await ShopAsync(new JsonObject { ["mode"] = "secret" });
        var rotated = await shop.Client.PostAsync("/webhooks/rotate-secret", """{"overlap_hours":1}""");
        var fresh = (string)rotated.Data["api_secret"]!;
        (await AskAsync(UserToken.Signed(shop.Claims(), shop.Secret))).Status.Should().Be(HttpStatusCode.OK);
        (await AskAsync(UserToken.Signed(shop.Claims(), fresh))).Status.Should().Be(HttpStatusCode.OK);
        await shop.Client.PostAsync("/webhooks/rotate-secret", """{"overlap_hours":0}""");
        (await AskAsync(UserToken.Signed(shop.Claims(), shop.Secret))).Error.Should().Be(WrongSignature);
        (await AskAsync(UserToken.Signed(shop.Claims(), fresh))).Error.Should().Be(WrongSignature);
    }

    [Fact]
    public async Task With_a_key_set_only_its_own_keys_sign_and_only_by_RS256()
    {
        var set = UserToken.SetOf(("one", First), ("two", Second));
        var shop = await ShopAsync(new JsonObject { ["mode"] = "jwks", ["jwks"] = set });
        (await AskAsync(UserToken.Signed(shop.Claims(), First))).Status.Should().Be(HttpStatusCode.OK);
        (await AskAsync(UserToken.Signed(shop.Claims(), Second, new JsonObject { ["alg"] = "RS256" }))).Status.Should().Be(HttpStatusCode.OK, "it names no key");
        (await AskAsync(UserToken.Signed(shop.Claims(), Second))).Error.Should().Be(WrongSignature, "its kid is the other key's");
        (await AskAsync(UserToken.Signed(shop.Claims(), First, new JsonObject { ["alg"] = "RS256", ["kid"] = "three" }))).Error.Should()
            .Be("Authorization: kid is no key of the merchant's");
        (await AskAsync(UserToken.Signed(shop.Claims(), shop.Secret))).Error.Should().Be(WrongAlgorithm);
        // The old trick: the public key, which everybody has, taken for a secret.
        var published = First.ExportSubjectPublicKeyInfoPem();
        (await AskAsync(UserToken.Signed(shop.Claims(), published))).Error.Should().Be(WrongAlgorithm);
        (await AskAsync(UserToken.Signed(shop.Claims(), published, new JsonObject { ["alg"] = "RS256", ["kid"] = "one" }))).Error.Should().Be(WrongSignature);
    }

    [Fact]
    public async Task Keys_are_fetched_from_the_merchants_address()
    {
        await using var server = new KeyServer(UserToken.SetOf(("one", First)).ToJsonString());
        await server.StartAsync();
        var shop = await ShopAsync(new JsonObject { ["mode"] = "jwks", ["jwks_url"] = server.Url.ToString() });
        (await AskAsync(UserToken.Signed(shop.Claims(), First))).Status.Should().Be(HttpStatusCode.OK);
        (await AskAsync(UserToken.Signed(shop.Claims(), Second))).Error.Should().Be(WrongSignature);
    }

    [Fact]
    public async Task Tokens_are_taken_only_of_a_merchant_that_switched_them_on_and_only_from_end_users_routes()
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync($"tokens{Interlocked.Increment(ref shops)}@example.com");
        var (id, secret) = ((string)merchant["merchant_id"]!, (string)merchant["api_secret"]!);
        var token = UserToken.Signed(UserToken.Claims(id, "user-1", Now.AddMinutes(5)), secret);
        (await AskAsync(token)).Error.Should().Be(Unknown);
        await client.PutAsync($"/merchants/{id}", """{"user_tokens":{"mode":"secret"}}""");
        (await AskAsync(token)).Status.Should().Be(HttpStatusCode.OK);
        (await gateway.Anyone.SendAsync(HttpMethod.Get, "/users/user-1/balance", null, ("Authorization", $"Bearer {token}"))).Status.Should()
            .Be(HttpStatusCode.Unauthorized, "a user is no merchant");
        (await client.GetAsync("/me/balance")).Status.Should().Be(HttpStatusCode.Unauthorized, "a merchant is no user");
        await client.PutAsync($"/merchants/{id}", """{"user_tokens":{"mode":"off"}}""");
        (await AskAsync(token)).Error.Should().Be(Unknown);
        ((string?)(await client.GetAsync($"/merchants/{id}")).Data["user_tokens"]!["mode"]).Should().Be("off");
    }

    [Theory]
    [InlineData("""{"mode":"both"}""", "user_tokens.mode: expected off, secret or jwks")]
    [InlineData("{}", "user_tokens.mode: is required")]
    [InlineData("""{"mode":"jwks"}""", "user_tokens.jwks: expected either jwks or jwks_url with the mode jwks")]
    [InlineData("""{"mode":"jwks","jwks":{"keys":[]},"jwks_url":"https://a.example/k"}""", "user_tokens.jwks: expected either jwks or jwks_url with the mode jwks")]
    [InlineData("""{"mode":"secret","jwks_url":"https://a.example/k"}""", "user_tokens.jwks: goes with the mode jwks alone")]
    [InlineData("""{"mode":"jwks","jwks":{"keys":[]}}""", "user_tokens.jwks: has no RSA key of 2048 bits or more for RS256")]
    [InlineData("""{"mode":"jwks","jwks_url":"ftp://a.example/k"}""", "user_tokens.jwks_url: expected an absolute http or https URL")]
    [InlineData("""{"mode":"secret","alg":"none"}""", "user_tokens.alg: is not known here; known are mode, jwks, jwks_url")]
    public async Task A_setting_that_cannot_work_is_refused(string setting, string error)
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync($"tokens{Interlocked.Increment(ref shops)}@example.com");
        var answer = await client.PutAsync($"/merchants/{merchant["merchant_id"]}", $$"""{"user_tokens":{{setting}}}""");
        (answer.Status, answer.Error).Should().Be((HttpStatusCode.BadRequest, error));
    }

    [Fact]
    public async Task Whatever_is_sent_for_a_token_is_refused_and_never_a_failure_of_ours()
    {
        var shop = await ShopAsync(new JsonObject { ["mode"] = "secret" });
        var good = UserToken.Signed(shop.Claims(), shop.Secret);
        var random = new Random(1);
        for (var round = 0; round < 300; round++)
        {
            var letters = good.ToCharArray();
            for (var change = 0; change <= random.Next(4); change++) letters[random.Next(letters.Length)] = (char)random.Next('!', '~');
            var text = new string(letters);
            if (text == good) continue;
            var answer = await AskAsync(text);
            // The last letters of a signature may have bits that say nothing.
            if (answer.Status == HttpStatusCode.OK) text[..text.LastIndexOf('.')].Should().Be(good[..good.LastIndexOf('.')]);
            else answer.Status.Should().Be(HttpStatusCode.Unauthorized, text);
        }
        foreach (var odd in new JsonNode?[] { 1.5, -1, 1e300, "x", true, null, new JsonArray(), new JsonObject(), long.MaxValue, long.MinValue })
        {
            foreach (var claim in new[] { "iss", "sub", "exp", "nbf" })
                (await AskAsync(UserToken.Signed(shop.Claims().With(claim, odd?.DeepClone()), shop.Secret))).Status.Should()
                    .BeOneOf(HttpStatusCode.OK, HttpStatusCode.Unauthorized);
        }
    }

    private static string? TokenWith(string fault, Shop shop)
    {
        var claims = shop.Claims();
        return fault switch
        {
            "none" => null,
            "garbage" => "a.b.c",
            "two parts" => UserToken.Signed(claims, shop.Secret)[..^44],
            "five parts" => "a.b.c.d.e",
            "too long" => UserToken.Signed(claims.With("more", new string('x', UserTokens.Limit)), shop.Secret),
            "text for exp" => UserToken.Signed(claims.With("exp", "soon"), shop.Secret),
            "another secret" => UserToken.Signed(claims, shop.Secret + "x"),
            "no signature" => UserToken.Sealed(claims, new JsonObject { ["alg"] = "HS256" }, _ => []),
            "changed sub" => Spliced(UserToken.Signed(claims.With("sub", "user-2"), "wrong"), UserToken.Signed(claims, shop.Secret)),
            "alg none" => UserToken.Sealed(claims, new JsonObject { ["alg"] = "none" }, _ => []),
            "alg HS512" => UserToken.Sealed(claims, new JsonObject { ["alg"] = "HS512" }, text => HMACSHA512.HashData(System.Text.Encoding.UTF8.GetBytes(shop.Secret), text)),
            "alg RS256" => UserToken.Signed(claims, First),
            "crit" => UserToken.Signed(claims, shop.Secret, new JsonObject { ["alg"] = "HS256", ["crit"] = new JsonArray("exp") }),
            "no iss" => UserToken.Signed(claims.Without("iss"), shop.Secret),
            "another iss" => UserToken.Signed(claims.With("iss", Guid.Empty.ToString()), shop.Secret),
            "no exp" => UserToken.Signed(claims.Without("exp"), shop.Secret),
            "past exp" => UserToken.Signed(claims.With("exp", Now.AddMinutes(-5).ToUnixTimeSeconds()), shop.Secret),
            "nbf to come" => UserToken.Signed(claims.With("nbf", Now.AddMinutes(5).ToUnixTimeSeconds()), shop.Secret),
            "no sub" => UserToken.Signed(claims.Without("sub"), shop.Secret),
            "odd sub" => UserToken.Signed(claims.With("sub", "a/b"), shop.Secret),
            _ => UserToken.Signed(claims, shop.Secret),
        };
    }

    private static string Spliced(string head, string tail) => head[..head.LastIndexOf('.')] + tail[tail.LastIndexOf('.')..];

    private Task<ApiAnswer> AskAsync(string? token, string scheme = "Bearer") => token is null
        ? gateway.Anyone.GetAsync("/me/balance")
        : gateway.Anyone.SendAsync(HttpMethod.Get, "/me/balance", null, ("Authorization", $"{scheme} {token}"));

    private async Task<Shop> ShopAsync(JsonObject setting)
    {
        var (client, merchant) = await gateway.Anyone.RegisterAsync($"tokens{Interlocked.Increment(ref shops)}@example.com");
        var id = (string)merchant["merchant_id"]!;
        var answer = await client.PutAsync($"/merchants/{id}", new JsonObject { ["user_tokens"] = setting.DeepClone() }.ToJsonString());
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Error);
        return new Shop(client, id, (string)merchant["api_secret"]!);
    }

    private sealed record Shop(ApiClient Client, string Id, string Secret)
    {
        public JsonObject Claims() => UserToken.Claims(Id, "user-1", Now.AddMinutes(5));
    }

    private sealed class KeyServer(string answer) : LocalServer
    {
        public Task StartAsync() => ListenAsync(app => app.MapGet("/", context => context.Response.WriteAsync(answer)));
    }
}
