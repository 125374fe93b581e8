using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Payments.Http.Ops;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Ops;

/// <summary>How long an operator's session lasts, and what its cookie is good for.</summary>
public sealed class OpsSessionTests
{
    [Fact]
    public async Task A_session_ends_after_eight_hours_whatever_the_browser_keeps()
    {
        var clock = new ShiftedClock();
        await using var gateway = await GatewayHost.StartAsync(services: services => services.AddSingleton<TimeProvider>(clock));
        using var bare = Bare(gateway);
        var cookie = await LoginAsync(bare);
        cookie.Should().Contain("max-age=28800");
        var token = cookie.Split(';')[0];
        clock.Shift = OpsSession.Lifetime - TimeSpan.FromMinutes(1);
        (await AskAsync(bare, token)).Should().Be(HttpStatusCode.OK);
        clock.Shift = OpsSession.Lifetime;
        (await AskAsync(bare, token)).Should().Be(HttpStatusCode.Unauthorized);
        OpsSession.Lifetime.Should().Be(TimeSpan.FromHours(8));
    }

    [Theory]
    [InlineData("https://pay.example", true)]
    [InlineData("HTTPS://pay.example", true)]
    [InlineData("http://pay.example", false)]
    [InlineData("", false)]
    public async Task Where_the_gateway_is_reached_by_https_the_cookie_goes_by_https_alone(string publicUrl, bool isSecure)
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["PublicUrl"] = publicUrl });
        using var bare = Bare(gateway);
        var parts = (await LoginAsync(bare)).Split("; ");
        parts.Should().Contain("httponly").And.Contain("samesite=strict").And.Contain("path=/");
        parts.Contains("secure").Should().Be(isSecure);
    }

    [Fact]
    public async Task A_token_that_is_wrong_in_one_letter_is_none_wherever_that_is()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var bare = Bare(gateway);
        var token = (await LoginAsync(bare)).Split(';')[0];
        for (var place = token.IndexOf('=') + 1; place < token.Length; place++)
        {
            var other = $"{token[..place]}{(token[place] == '0' ? '1' : '0')}{token[(place + 1)..]}";
            (await AskAsync(bare, other)).Should().Be(HttpStatusCode.Unauthorized, $"letter {place} is another");
        }
        (await AskAsync(bare, token)).Should().Be(HttpStatusCode.OK);
    }

    /// <summary>Keeps no cookies: each request carries what the test says.</summary>
    private static HttpClient Bare(GatewayHost gateway) =>
        new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = gateway.Url };

    private static async Task<string> LoginAsync(HttpClient client)
    {
        var key = new KeyValuePair<string, string>("key", GatewayHost.AdminKey);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/ops/login") { Content = new FormUrlEncodedContent([key]) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await client.SendAsync(request);
        answer.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        return answer.Headers.GetValues("Set-Cookie").Single();
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ops/state") { Headers = { { "Cookie", token } } };
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>The machine's clock, which a test sets forward. Timers go by the machine's.</summary>
    private sealed class ShiftedClock : TimeProvider
    {
        private long shift;

        public TimeSpan Shift { set => Interlocked.Exchange(ref shift, value.Ticks); }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref shift));
    }
}
