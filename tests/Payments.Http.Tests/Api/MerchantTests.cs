using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Api;

public sealed class MerchantTests(ApiGateway gateway) : IClassFixture<ApiGateway>
{
    private ApiClient Anyone => gateway.Anyone;

    [Fact]
    public async Task Registration_answers_201_with_all_that_the_document_shows()
    {
        var answer = await Anyone.PostAsync("/merchants", """{"name":" My Store ","email":" Store@Example.com ","webhook_url":"https://mystore.example/webhook"}""");

        answer.Status.Should().Be(HttpStatusCode.Created);
        answer.Data.Select(property => property.Key).Should().BeEquivalentTo("merchant_id", "pid", "name", "email", "api_key", "api_secret", "created_at");
        Guid.TryParseExact((string)answer.Data["merchant_id"]!, "D", out _).Should().BeTrue();
        ((long)answer.Data["pid"]!).Should().BeGreaterThanOrEqualTo(1000);
        ((string)answer.Data["name"]!).Should().Be("My Store");
        ((string)answer.Data["email"]!).Should().Be("store@example.com");
        ((string)answer.Data["api_key"]!).Should().StartWith("wopay_live_");
        ((string)answer.Data["api_secret"]!).Should().StartWith("wopay_secret_");
        ((string)answer.Data["created_at"]!).Should().MatchRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$");
    }

    [Fact]
    public async Task An_address_registers_once_in_whatever_spelling_and_however_many_try_at_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Anyone.PostAsync("/merchants", $$"""{"name":"n","email":"{{(i % 2 == 0 ? "once@example.com" : "ONCE@example.com")}}"}""")));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).Should().Be(1);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).Should().OnlyContain(answer => answer.Status == HttpStatusCode.Conflict && answer.Error!.StartsWith("email: is registered already"));
    }

    [Theory]
    [InlineData("""{"email":"bad1@example.com"}""", "name: is required")]
    [InlineData("""{"name":"   ","email":"bad1@example.com"}""", "name: is required")]
    [InlineData("""{"name":7,"email":"bad1@example.com"}""", "name: expected a string")]
    [InlineData("""{"name":null,"email":"bad1@example.com"}""", "name: is required")]
    [InlineData("""{"name":"a\nb","email":"bad1@example.com"}""", "name: must not contain control characters")]
    [InlineData("""{"name":"a\u0000b","email":"bad1@example.com"}""", "name: must not contain a zero character")]
    [InlineData("""{"name":"x"}""", "email: is required")]
    [InlineData("""{"name":"x","email":"nobody"}""", "email: expected an address such as *")]
    [InlineData("""{"name":"x","email":"@example.com"}""", "email: expected an address such as *")]
    [InlineData("""{"name":"x","email":"a@b@c.com"}""", "email: expected an address such as *")]
    [InlineData("""{"name":"x","email":"a b@c.com"}""", "email: expected an address such as *")]
    [InlineData("""{"name":"x","email":"bad1@example.com","webhook_url":"javascript:alert(1)"}""", "webhook_url: expected an absolute http or https URL")]
    [InlineData("""{"name":"x","email":"bad1@example.com","webhook_url":"/hook"}""", "webhook_url: expected an absolute http or https URL")]
    [InlineData("""{"name":"x","email":"bad1@example.com","webhook_url":"https://u:p@h.example/"}""", "webhook_url: expected an absolute http or https URL")]
    [InlineData("""{"name":"x","email":"bad1@example.com","webhook_url":"http://10.0.0.7/hook"}""",
        "webhook_url: callbacks may not reach 10.0.0.7*Callbacks:AllowedNetworks")]
    [InlineData("""{"name":"x","email":"bad1@example.com","webhook_url":"https://h.example:5432/"}""",
        "webhook_url: port 5432 is not the web's*Callbacks:AllowedPorts")]
    [InlineData("""{"name":"x","email":"bad1@example.com","webhok_url":"https://h.example/"}""", "webhok_url: is not known here; known are name, email, webhook_url")]
    [InlineData("""{"name":"x","name":"y","email":"bad1@example.com"}""", "name: was sent twice")]
    [InlineData("""{"name":{"a":1},"email":"bad1@example.com"}""", "name: expected a string, a number or null")]
    [InlineData("""{"name":"x","email":"bad1@example.com"} trailing""", "body: is not well-formed JSON")]
    [InlineData("""{"name":"x","email":"bad1@example.com",}""", "body: is not well-formed JSON")]
    [InlineData("""{"name":"\ud800","email":"bad1@example.com"}""", "body: is not well-formed JSON")]
    [InlineData("""{"name":"x","email":"bad1@example.com" """, "body: is not well-formed JSON")]
    [InlineData("""["name"]""", "body: expected a JSON object")]
    [InlineData("""[[[[[[[[]]]]]]]]""", "body: *")]
    [InlineData("null", "body: expected a JSON object")]
    [InlineData("", "body: is not well-formed JSON")]
    public async Task A_bad_registration_is_refused_by_the_field_and_stores_nothing(string body, string error)
    {
        var answer = await Anyone.PostAsync("/merchants", body);

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Error.Should().Match(error);
        (await FindAsync("bad1@example.com")).Should().BeNull();
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=gbk")]
    [InlineData(null)]
    public async Task Another_content_type_is_415(string? type)
    {
        using var content = new ByteArrayContent("""{"name":"x","email":"bad2@example.com"}"""u8.ToArray());
        if (type is not null) content.Headers.TryAddWithoutValidation("Content-Type", type);
        (await Anyone.SendAsync(HttpMethod.Post, "/merchants", content)).Status.Should().Be(HttpStatusCode.UnsupportedMediaType);
        (await FindAsync("bad2@example.com")).Should().BeNull();
    }

    [Theory]
    [InlineData(65 << 10)]
    [InlineData(200 << 10)]
    public async Task A_body_over_64_KiB_is_413(int size)
    {
        var body = $$"""{"name":"{{new string('x', size)}}","email":"bad3@example.com"}""";
        var answer = await Anyone.PostAsync("/merchants", body);
        answer.Status.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        answer.Error.Should().Be("body: at most 64 KiB");
    }

    [Fact]
    public async Task A_body_over_64_KiB_in_chunks_is_413_too()
    {
        using var content = new StringContent($$"""{"name":"{{new string('x', 70 << 10)}}"}""", Encoding.UTF8, "application/json");
        using var message = new HttpRequestMessage(HttpMethod.Post, "/api/v1/merchants") { Content = content };
        message.Headers.TransferEncodingChunked = true;
        using var response = await gateway.Host.Http.SendAsync(message);
        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task The_profile_is_shown_and_changed_by_its_owner()
    {
        var (client, merchant) = await Anyone.RegisterAsync("owner@example.com");
        var path = $"/merchants/{merchant["merchant_id"]}";

        var shown = await client.GetAsync(path);
        shown.Data.Select(property => property.Key).Should()
            .BeEquivalentTo("id", "pid", "name", "email", "webhook_url", "notify_method", "status", "polling", "unpaid_orders",
            "unpaid_limit", "user_tokens", "recharge", "created_at", "updated_at");
        ((long)shown.Data["unpaid_orders"]!, (long)shown.Data["unpaid_limit"]!).Should().Be((0, 10_000));
        (((string)shown.Data["status"]!), (string)shown.Data["notify_method"]!, shown.Data["webhook_url"]).Should().Be(("active", "auto", null));
        (await client.GetAsync(path.Replace("-", "", StringComparison.Ordinal))).Data["id"]!.ToString().Should().Be((string)merchant["merchant_id"]!);

        var changed = await client.PutAsync(path, """{"name":"新店","webhook_url":"https://newdomain.example/webhook","notify_method":"get"}""");
        ((string)changed.Data["name"]!, (string)changed.Data["webhook_url"]!, (string)changed.Data["notify_method"]!).Should().Be(("新店", "https://newdomain.example/webhook", "get"));
        ((string)(await client.PutAsync(path, "{}")).Data["name"]!).Should().Be("新店");
        ((string)(await client.GetAsync(path)).Data["name"]!).Should().Be("新店");
    }

    [Theory]
    [InlineData("""{"name":""}""", "name: is required")]
    [InlineData("""{"webhook_url":null}""", "webhook_url: is required")]
    [InlineData("""{"webhook_url":"ftp://x.example/"}""", "webhook_url: expected an absolute http or https URL")]
    [InlineData("""{"name":"neu","webhook_url":"http://169.254.169.254/"}""",
        "webhook_url: callbacks may not reach 169.254.169.254*Callbacks:AllowedNetworks")]
    [InlineData("""{"name":"neu","webhook_url":"http://h.example:25/"}""", "webhook_url: port 25 is not the web's*Callbacks:AllowedPorts")]
    [InlineData("""{"notify_method":"put"}""", "notify_method: expected auto, get or post")]
    [InlineData("""{"email":"new@example.com"}""",
        "email: is not known here; known are name, webhook_url, notify_method, polling, user_tokens, recharge")]
    public async Task A_bad_change_of_the_profile_changes_nothing(string body, string error)
    {
        var (client, merchant) = await Anyone.RegisterAsync($"change{error.Length}{body.Length}@example.com");
        var path = $"/merchants/{merchant["merchant_id"]}";
        var before = (await client.GetAsync(path)).Data.ToJsonString();

        var answer = await client.PutAsync(path, body);

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Error.Should().Match(error);
        (await client.GetAsync(path)).Data.ToJsonString().Should().Be(before);
    }

    [Fact]
    public async Task A_webhook_address_that_was_saved_before_the_rule_may_be_sent_along_with_what_changes()
    {
        const string Old = "http://10.0.0.7/hook";
        var (client, merchant) = await Anyone.RegisterAsync("before@example.com");
        MerchantId.TryParse((string)merchant["merchant_id"]!, out var id).Should().BeTrue();
        await gateway.Host.Grains.GetGrain<IMerchantGrain>(id.GrainKey).UpdateAsync(new UpdateMerchant { WebhookUrl = Old });

        var changed = await client.PutAsync($"/merchants/{id}", $$"""{"name":"New","webhook_url":"{{Old}}"}""");

        ((string)changed.Data["name"]!, (string)changed.Data["webhook_url"]!).Should().Be(("New", Old));
    }

    [Fact]
    public async Task Nobody_reads_or_changes_another_merchant()
    {
        var client = await gateway.MerchantAsync();
        var (_, other) = await Anyone.RegisterAsync("other@example.com");
        foreach (var id in new[] { (string)other["merchant_id"]!, new Guid(Enumerable.Repeat((byte)7, 16).ToArray()).ToString() })
        {
            (await client.GetAsync($"/merchants/{id}")).Status.Should().Be(HttpStatusCode.Forbidden);
            (await client.PutAsync($"/merchants/{id}", """{"name":"mine"}""")).Status.Should().Be(HttpStatusCode.Forbidden);
            (await client.PostAsync($"/merchants/{id}/regenerate-keys")).Status.Should().Be(HttpStatusCode.Forbidden);
        }
        (await client.GetAsync("/merchants/nonsense")).Status.Should().Be(HttpStatusCode.NotFound);
        (await FindAsync("other@example.com"))!.Merchant.Name.Should().Be("店 Shop");
    }

    [Fact]
    public async Task New_keys_work_at_once_and_old_ones_no_more()
    {
        var (client, merchant) = await Anyone.RegisterAsync("keys@example.com");
        var path = $"/merchants/{merchant["merchant_id"]}";
        (await client.GetAsync(path)).Status.Should().Be(HttpStatusCode.OK);

        var keys = await client.PostAsync($"{path}/regenerate-keys");

        keys.Data.Select(property => property.Key).Should().BeEquivalentTo("api_key", "api_secret", "generated_at");
        (await client.GetAsync(path)).Status.Should().Be(HttpStatusCode.Unauthorized, "the remembered key no longer fits the merchant's hash");
        (await client.With((string)keys.Data["api_key"]!).GetAsync(path)).Status.Should().Be(HttpStatusCode.OK);
        (await FindAsync("keys@example.com"))!.Secret.Should().Be((string)keys.Data["api_secret"]!);
    }

    [Fact]
    public async Task A_merchant_issues_itself_a_key_and_keeps_its_secret_unless_it_says_so()
    {
        var (client, merchant) = await Anyone.RegisterAsync("issue@example.com");
        var path = $"/merchants/{merchant["merchant_id"]}/keys";

        var issued = await client.PostAsync(path);
        issued.Data.Select(property => property.Key).Should().Equal("merchant_id", "pid", "api_key", "api_secret", "generated_at");
        ((string)issued.Data["merchant_id"]!, (long)issued.Data["pid"]!, issued.Data["api_secret"]).Should().Be(((string)merchant["merchant_id"]!, (long)merchant["pid"]!, null));
        (await client.PostAsync(path)).Status.Should().Be(HttpStatusCode.Unauthorized, "the old key is void");
        (await FindAsync("issue@example.com"))!.Secret.Should().Be((string)merchant["api_secret"]!);

        var both = await client.With((string)issued.Data["api_key"]!).PostAsync(path, """{"rotate_secret":true}""");
        (await FindAsync("issue@example.com"))!.Secret.Should().Be((string)both.Data["api_secret"]!).And.NotBe((string)merchant["api_secret"]!);
    }

    [Fact]
    public async Task An_operator_issues_keys_by_id_or_address_though_nobody_has_the_old_ones()
    {
        var (_, merchant) = await Anyone.RegisterAsync("lost@example.com");
        var admin = Anyone.AsAdmin(GatewayHost.AdminKey);
        foreach (var name in new[] { (string)merchant["merchant_id"]!, "LOST@example.com" })
        {
            var issued = await admin.PostAsync($"/admin/merchants/{name}/keys", """{"rotate_secret":true}""");
            ((string)issued.Data["merchant_id"]!).Should().Be((string)merchant["merchant_id"]!);
            (await Anyone.With((string)issued.Data["api_key"]!).GetAsync("/wallets")).Status.Should().Be(HttpStatusCode.OK);
            (await FindAsync("lost@example.com"))!.Secret.Should().Be((string)issued.Data["api_secret"]!);
        }
    }

    [Theory]
    [InlineData("nonsense", null, HttpStatusCode.NotFound, "merchant_id: expected a UUID or an e-mail address")]
    [InlineData("nobody@example.com", null, HttpStatusCode.NotFound, "merchant_id: no such merchant")]
    [InlineData("00000000-0000-0000-0000-000000000000", "{}", HttpStatusCode.NotFound, "merchant_id: no such merchant")]
    [InlineData("nobody@example.com", """{"rotate_secret":"yes"}""", HttpStatusCode.BadRequest, "rotate_secret: expected true or false")]
    [InlineData("nobody@example.com", """{"secret":true}""", HttpStatusCode.BadRequest, "secret: is not known here; known are rotate_secret")]
    public async Task Keys_for_nobody_are_refused(string name, string? body, HttpStatusCode status, string error)
    {
        var answer = await Anyone.AsAdmin(GatewayHost.AdminKey).PostAsync($"/admin/merchants/{name}/keys", body);
        (answer.Status, answer.Error).Should().Be((status, error));
    }

    [Fact]
    public async Task Keys_are_issued_to_the_merchant_itself_and_on_their_path_to_operators_alone()
    {
        var (client, _) = await Anyone.RegisterAsync("curious@example.com");
        var (owner, victim) = await Anyone.RegisterAsync("victim@example.com");
        var path = $"/merchants/{victim["merchant_id"]}/keys";
        (await Anyone.PostAsync(path)).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await Anyone.AsAdmin(GatewayHost.AdminKey).PostAsync(path)).Status.Should()
            .Be(HttpStatusCode.Unauthorized, "operators have a path of their own");
        (await Anyone.AsAdmin("wrong").PostAsync($"/admin{path}")).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await client.PostAsync(path)).Status.Should().Be(HttpStatusCode.Forbidden);
        (await client.PostAsync("/merchants/victim@example.com/keys")).Status.Should().Be(HttpStatusCode.NotFound);
        (await client.PostAsync($"/admin{path}")).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await owner.GetAsync("/wallets")).Status.Should().Be(HttpStatusCode.OK, "nothing changed");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wopay_live_0000")]
    [InlineData("wopay live")]
    public async Task Without_a_fitting_key_everything_of_a_merchant_is_401(string? key)
    {
        var client = Anyone.With(key);
        foreach (var path in new[] { "/merchants/123e4567-e89b-12d3-a456-426614174000", "/wallets", "/wallets/1", "/deliveries", "/transfers/unmatched" })
            (await client.GetAsync(path)).Status.Should().Be(HttpStatusCode.Unauthorized, path);
        foreach (var path in new[] { "/wallets", "/deliveries/1-1/resend", "/transfers/x/assign", "/merchants/123e4567-e89b-12d3-a456-426614174000/regenerate-keys" })
            (await client.PostAsync(path, "not even JSON")).Status.Should().Be(HttpStatusCode.Unauthorized, path);
    }

    [Fact]
    public async Task What_is_not_there_is_404_in_the_envelope()
    {
        (await Anyone.GetAsync("/nothing/here")).Status.Should().Be(HttpStatusCode.NotFound);
        (await Anyone.DeleteAsync("/merchants")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    private Task<MerchantAccess?> FindAsync(string email) =>
        gateway.Host.Grains.GetGrain<IMerchantGrain>(gateway.Host.Services.GetRequiredService<IOrderIds>().ForEmail(email).GrainKey).GetAsync();
}
