using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Http.Common;
using Payments.Testing;
using Payments.Testing.Databases;
using Payments.Testing.Gateway;

namespace Payments.Deploy.Tests.Edge;

/// <summary>The gateway as payers and shops see it: behind a real nginx with the configuration that we ship.</summary>
public sealed class EdgeTests : IAsyncLifetime
{
    private const string Wallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";

    private readonly ScriptedChain chain = new(confirmations: 2);
    private readonly ShopReceiver shop = new();
    private GatewayHost gateway = null!;
    private NginxServer nginx = null!;
    private HttpClient http = null!;
    private MerchantKeys merchant = null!;

    public async Task InitializeAsync()
    {
        var port = PostgresServer.FreePort();
        var settings = new Dictionary<string, string?>(ScriptedChain.Settings) { ["PublicUrl"] = $"https://127.0.0.1:{port}" };
        gateway = await GatewayHost.StartAsync(settings, services => services.AddSingleton<IChainReaders>(chain));
        nginx = await NginxServer.StartAsync(port, gateway.Url);
        http = nginx.CreateClient();
        merchant = await gateway.RegisterMerchantAsync();
        await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDT", Wallet);
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await nginx.DisposeAsync();
        await gateway.DisposeAsync();
        await shop.DisposeAsync();
    }

    [Fact]
    public async Task A_payer_is_sent_to_the_cashier_over_https_and_sees_the_payment_as_it_happens()
    {
        using var submitted = await http.PostAsync("/submit.php", new FormUrlEncodedContent(EpayForm.Of(merchant, "EDGE-1", "70", shop.Url)));
        submitted.StatusCode.Should().Be(HttpStatusCode.Found);
        var cashier = submitted.Headers.Location!;
        cashier.GetLeftPart(UriPartial.Authority).Should().Be(nginx.Url.GetLeftPart(UriPartial.Authority));
        (await http.GetStringAsync(cashier)).Should().Contain(Wallet[2..8], "the page shows the address");
        OrderId.TryParse(cashier.Query["?id=".Length..], out var id).Should().BeTrue();
        var order = await gateway.Grains.GetGrain<IOrderGrain>(id.GrainKey).GetAsync();

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var stream = await http.GetAsync($"/cashier/{id.Value}/events", HttpCompletionOption.ResponseHeadersRead, patience.Token);
        stream.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        using var events = new StreamReader(await stream.Content.ReadAsStreamAsync(patience.Token));
        var first = await NextStateAsync(events, patience.Token);
        chain.Pay(Wallet, "USDT", order!.Reservation!.Units);
        var second = await NextStateAsync(events, patience.Token);
        second.GetProperty("revision").GetString().Should().NotBe(first.GetProperty("revision").GetString());
        (await gateway.Grains.GetGrain<IOrderGrain>(id.GrainKey).GetAsync())!.Transfers.Should().ContainSingle("each state came while the stream was open");
        chain.Mine();
        (await shop.NextAsync()).Parameters.Should().Contain("out_trade_no", "EDGE-1");
    }

    [Fact]
    public async Task Plain_http_leads_to_https_and_keeps_a_form_a_form()
    {
        using var answer = await http.PostAsync(new Uri(nginx.PlainUrl, "/submit.php?a=1"), new StringContent("b=2"));
        answer.StatusCode.Should().Be(HttpStatusCode.PermanentRedirect);
        answer.Headers.Location.Should().Be(new Uri("https://127.0.0.1/submit.php?a=1"));
    }

    [Theory]
    [InlineData("/metrics", 404)]
    [InlineData("/health/ready", 404)]
    [InlineData("/health", 200)]
    public async Task What_is_for_scrapers_and_probes_stays_within(string path, int status) => ((int)(await http.GetAsync(path)).StatusCode).Should().Be(status);

    [Fact]
    public async Task Nobody_gains_by_saying_that_he_is_local()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/merchants") { Content = new StringContent("""{"name":"Evil","email":"evil@example.com"}""", Encoding.UTF8, "application/json") };
        foreach (var header in new[] { "X-Forwarded-For", "X-Real-IP", "X-Forwarded-Host" }) request.Headers.TryAddWithoutValidation(header, "127.0.0.1");
        request.Headers.TryAddWithoutValidation("Forwarded", "for=127.0.0.1");
        (await http.SendAsync(request)).StatusCode.Should().BeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_gateway_is_told_who_connected_and_nothing_that_the_client_says_of_itself()
    {
        await using var echo = new HeaderEcho();
        await echo.StartAsync();
        await using var proxy = await NginxServer.StartAsync(PostgresServer.FreePort(), echo.Url);
        using var client = proxy.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/submit.php");
        foreach (var (header, value) in new[] { ("X-Forwarded-For", "6.6.6.6"), ("X-Real-IP", "6.6.6.6"), ("X-Forwarded-Proto", "http"), ("X-Forwarded-Host", "evil.example"), ("Forwarded", "for=6.6.6.6") })
            request.Headers.TryAddWithoutValidation(header, value);
        var headers = JsonSerializer.Deserialize<Dictionary<string, string>>(await (await client.SendAsync(request)).Content.ReadAsStringAsync())!;
        headers.Should().Contain("X-Forwarded-For", "127.0.0.1").And.Contain("X-Real-IP", "127.0.0.1").And.Contain("X-Forwarded-Proto", "https")
            .And.Contain("X-Forwarded-Host", "127.0.0.1").And.NotContainKey("Forwarded");
        headers.Values.Should().NotContain(value => value.Contains("6.6.6.6") || value.Contains("evil"));
    }

    [Theory]
    [InlineData("/pay/address", "application/json")]
    [InlineData("/mapi.php", "application/x-www-form-urlencoded")]
    [InlineData("/api/v1/admin/merchants", "application/json")]
    public async Task Too_large_is_said_in_the_words_of_the_face_whoever_says_it(string path, string type)
    {
        var (gatewaySays, proxySays) = (await SendAsync(path, type, 100_000), await SendAsync(path, type, 400_000));
        proxySays.Status.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        proxySays.Type.Should().Be("application/json");
        WithoutTime(proxySays.Body).Should().Be(WithoutTime(gatewaySays.Body));
    }

    [Fact]
    public async Task An_operators_session_is_for_https_alone_and_a_merchants_key_is_not_logged()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/ops/login") { Content = new FormUrlEncodedContent([new("key", GatewayHost.AdminKey)]) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var login = await http.SendAsync(request);
        login.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        login.Headers.GetValues("Set-Cookie").Single().Should().Contain("; secure");
        login.Headers.GetValues("Strict-Transport-Security").Should().ContainSingle();

        using var asked = await http.GetAsync($"/api.php?act=query&pid={merchant.Merchant.Pid}&key={merchant.ApiSecret}");
        asked.IsSuccessStatusCode.Should().BeTrue();
        (await nginx.AccessLogAsync(" /api.php 200 ", "the request is logged")).Should().NotContain(merchant.ApiSecret);
    }

    private static string WithoutTime(string body) => Regex.Replace(body, "\"timestamp\":\"[^\"]*\"", "\"timestamp\":\"\"");

    private static async Task<JsonElement> NextStateAsync(StreamReader events, CancellationToken end)
    {
        while (await events.ReadLineAsync(end) is { } line)
            if (line.StartsWith("data: {", StringComparison.Ordinal)) return JsonSerializer.Deserialize<JsonElement>(line["data: ".Length..]);
        throw new InvalidOperationException("The stream ended.");
    }

    private async Task<(HttpStatusCode Status, string? Type, string Body)> SendAsync(string path, string type, int size)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("a=" + new string('x', size), Encoding.ASCII, new System.Net.Http.Headers.MediaTypeHeaderValue(type)) };
        request.Headers.Add(AdminKey.Header, GatewayHost.AdminKey);
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync());
    }

    private sealed class HeaderEcho : LocalServer
    {
        public Task StartAsync() => ListenAsync(app => app.MapFallback("{**path}", context => context.Response.WriteAsync(
            JsonSerializer.Serialize(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString())))));
    }
}
