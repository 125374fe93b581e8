using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Contracts.People;
using Payments.Domain.Audit;
using Payments.Domain.Identity;
using Payments.Domain.People;
using Payments.Http.Tests.Api;
using Payments.Storage.Audit;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Console;

/// <summary>One gateway for the tests of a class; each test has people and shops of its own.</summary>
public sealed class ConsoleGateway : IAsyncLifetime
{
    /// <summary>The password of everybody here.</summary>
    public const string Password = "a long enough sentence";

    private int people;

    public GatewayHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await GatewayHost.StartAsync(new Dictionary<string, string?>
    {
        ["Chains:Ethereum:Rpc"] = ApiGateway.DeadNode,
        ["Rates:Sources"] = "",
        ["Logging:LogLevel:Default"] = "None",
    });

    public async Task DisposeAsync() => await Host.DisposeAsync();

    /// <summary>An e-mail address that no other test uses.</summary>
    public string FreshEmail() => $"person{Interlocked.Increment(ref people)}@example.com";

    /// <summary>A fresh shop.</summary>
    public async Task<MerchantKeys> ShopAsync(string name = "Shop")
    {
        var email = FreshEmail();
        var keys = await Host.RegisterMerchantAsync(email);
        await Host.Grains.GetGrain<IMerchantGrain>(keys.Merchant.Id.GrainKey).UpdateAsync(new UpdateMerchant { Name = name });
        (await Host.AddWalletAsync(keys.Merchant.Id, "ethereum", "USDT", $"0x{keys.Merchant.Pid:x40}")).Outcome
            .Should().Be(WalletOutcome.Saved);
        return keys;
    }

    /// <summary>What an operator's call answers as the link.</summary>
    public Task<string> LinkAsync(string path, JsonObject body) => ConsoleBrowser.LinkAsync(Host, path, body);

    /// <summary>A browser in which a fresh person with a role in a shop is signed in.</summary>
    public Task<ConsoleBrowser> SignedInAsync(MerchantKeys shop, ShopRole role = ShopRole.Owner, string? email = null) =>
        ConsoleBrowser.JoinAsync(Host, shop.Merchant.Id.ToUuid(), role, email ?? FreshEmail());

    /// <summary>The newest entry of a merchant's audit log.</summary>
    public async Task<AuditEntry> LastEntryAsync(MerchantId merchant)
    {
        var page = await Host.Services.GetRequiredService<AuditLog>().PageAsync(merchant, null, 1);
        return AuditChain.Read(page.Items[0].Entry)!;
    }

    /// <summary>The account of an address.</summary>
    public IPersonGrain Person(string email) =>
        Host.Grains.GetGrain<IPersonGrain>(Host.Services.GetRequiredService<IOrderIds>().PersonOf(email).GrainKey);
}

/// <summary>An answer of the console.</summary>
public sealed record ConsoleAnswer(HttpStatusCode Status, string Html, string? Location, IReadOnlyList<string> Cookies)
{
    /// <summary>The page's text without its tags, in one line.</summary>
    public string Text => Regex.Replace(WebUtility.HtmlDecode(Regex.Replace(Html, "<[^>]*>", " ")), @"\s+", " ");

    /// <summary>The token of the page's forms.</summary>
    public string Token => Regex.Match(Html, "name=\"form-token\" value=\"([^\"]+)\"").Groups[1].Value;
}

/// <summary>A browser: it keeps cookies, follows nothing by itself, and sends a form with the token of the page that it was on.</summary>
public sealed class ConsoleBrowser(GatewayHost gateway)
{
    private readonly CookieContainer cookies = new();

    /// <summary>A browser in which a fresh person with a role in a shop is signed in.</summary>
    public static async Task<ConsoleBrowser> JoinAsync(GatewayHost gateway, string merchantId, ShopRole role, string email)
    {
        var browser = new ConsoleBrowser(gateway);
        var link = await LinkAsync(gateway, $"/admin/merchants/{merchantId}/people", new JsonObject
        {
            ["email"] = email,
            ["role"] = role.ToString().ToLowerInvariant(),
        });
        (await browser.PostAsync(link, ("password", ConsoleGateway.Password))).Status.Should().Be(HttpStatusCode.SeeOther);
        return browser;
    }

    /// <summary>What an operator's call answers as the link.</summary>
    public static async Task<string> LinkAsync(GatewayHost gateway, string path, JsonObject body)
    {
        var answer = await new ApiClient(gateway.Http).AsAdmin(GatewayHost.AdminKey).PostAsync(path, body.ToJsonString());
        answer.Status.Should().Be(HttpStatusCode.Created, answer.Error);
        return new Uri((string)answer.Data["link"]!).PathAndQuery;
    }

    /// <summary>A browser in which a fresh operator of the installation is signed in.</summary>
    /// <returns>The browser, and codes of the second factor, each good once.</returns>
    public static async Task<(ConsoleBrowser Browser, Queue<string> Codes)> OperatorAsync(GatewayHost gateway, string email)
    {
        var browser = new ConsoleBrowser(gateway);
        var link = await LinkAsync(gateway, "/admin/people/links", new JsonObject { ["email"] = email, ["operator"] = true });
        await browser.PostAsync(link, ("password", ConsoleGateway.Password));
        await browser.PostAsync("/console/sign-in", ("email", email), ("password", ConsoleGateway.Password));
        return (browser, await browser.SetFactorAsync());
    }

    /// <summary>Sets up a second factor for who is signed in.</summary>
    /// <returns>Its recovery codes.</returns>
    public async Task<Queue<string>> SetFactorAsync()
    {
        const string account = "/console/account";
        var setUp = await PostFromAsync(account, account + "/factor", ("proof-password", ConsoleGateway.Password));
        var secret = Regex.Match(setUp.Html, "<code>([A-Z2-7]{32})</code>").Groups[1].Value;
        var draft = Regex.Match(setUp.Html, "name=\"draft\" value=\"([^\"]+)\"").Groups[1].Value;
        var code = new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime);
        (await PostFromAsync(account, account + "/factor/confirm", ("draft", draft), ("code", code))).Location
            .Should().Be(account + "?notice=FactorSet");
        return new(Regex.Matches(setUp.Html, "[a-z0-9]{4}(-[a-z0-9]{4}){2,}").Select(match => match.Value));
    }

    /// <summary>What the cookie of a name holds, or null.</summary>
    public string? Cookie(string name) => cookies.GetCookies(gateway.Url)[name]?.Value;

    /// <summary>Plants a cookie, as an attacker would.</summary>
    public void Plant(string name, string value) => cookies.Add(gateway.Url, new Cookie(name, value, "/"));

    public Task<ConsoleAnswer> GetAsync(string path, string language = "en") => SendAsync(HttpMethod.Get, path, null, language);

    /// <summary>Sends a form from the page of a path, or from that of the form's own.</summary>
    public async Task<ConsoleAnswer> PostFromAsync(string page, string path, params (string Name, string Value)[] fields)
    {
        var token = (await GetAsync(page)).Token;
        token.Should().NotBeEmpty($"{page} has a form");
        return await PostBareAsync(path, [.. fields, ("form-token", token)]);
    }

    public Task<ConsoleAnswer> PostAsync(string path, params (string Name, string Value)[] fields) => PostFromAsync(path, path, fields);

    /// <summary>Sends a file with a form, from the page of a path.</summary>
    public async Task<ConsoleAnswer> PostFileAsync(string page, string path, string field, byte[] file)
    {
        var form = new MultipartFormDataContent
        {
            { new StringContent((await GetAsync(page)).Token), "form-token" },
            { new ByteArrayContent(file), field, "file" },
        };
        return await SendAsync(HttpMethod.Post, path, form, "en");
    }

    /// <summary>Sends a form as it is.</summary>
    public Task<ConsoleAnswer> PostBareAsync(string path, params (string Name, string Value)[] fields) => SendAsync(HttpMethod.Post, path,
        new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))), "en");

    private async Task<ConsoleAnswer> SendAsync(HttpMethod method, string path, HttpContent? content, string language)
    {
        using var client = new HttpClient(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(method, new Uri(gateway.Url, path)) { Content = content };
        request.Headers.Add("Accept-Language", language);
        using var answer = await client.SendAsync(request);
        var set = answer.Headers.TryGetValues("Set-Cookie", out var values) ? values.ToArray() : [];
        return new(answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.Location?.ToString(), set);
    }
}
