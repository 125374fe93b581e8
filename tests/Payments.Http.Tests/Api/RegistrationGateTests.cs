using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Payments.Http.Common;
using Payments.Http.Merchants;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Api;

public sealed class RegistrationGateTests(ApiGateway gateway) : IClassFixture<ApiGateway>
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1:8080", "", true)]
    [InlineData("127.8.9.1", "localhost", "", true)]
    [InlineData("::1", "[::1]:8080", "", true)]
    [InlineData("::ffff:127.0.0.1", "localhost:8080", "", true)]
    [InlineData("127.0.0.1", "localhost", "http://localhost:8080", true)]
    [InlineData("127.0.0.1", "localhost", "https://pay.example", false)]
    [InlineData("127.0.0.1", "attacker.example", "", false)]
    [InlineData("127.0.0.1", "localhost.attacker.example", "", false)]
    [InlineData("127.0.0.1", "", "", false)]
    [InlineData("127.0.0.1", "127.0.0.1:8080", "", false, "HTTP/1.0")]
    [InlineData("10.0.0.5", "localhost", "", false)]
    [InlineData("::ffff:10.0.0.5", "localhost", "", false)]
    [InlineData("203.0.113.7", "localhost", "", false)]
    [InlineData(null, "localhost", "", false)]
    public void Only_who_sits_at_the_machine_registers_without_the_admin_key(string? remote, string host, string publicUrl, bool isOpen,
        string protocol = "HTTP/1.1")
    {
        var options = new PaymentsHttpOptions { PublicUrl = publicUrl };
        RegistrationGate.IsOpen(Context(remote, host, protocol), options).Should().Be(isOpen);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    public async Task A_header_of_a_proxy_closes_the_gate_and_never_opens_it(string name, string value)
    {
        var options = new PaymentsHttpOptions();
        var remote = Context("203.0.113.7", "localhost");
        remote.Request.Headers[name] = value;
        RegistrationGate.IsOpen(remote, options).Should().BeFalse();

        using var body = new StringContent("""{"name":"x","email":"proxied@example.com"}""", System.Text.Encoding.UTF8, "application/json");
        var answer = await gateway.Anyone.SendAsync(HttpMethod.Post, "/merchants", body, (name, value));
        (answer.Status, answer.Error).Should().Be((HttpStatusCode.Unauthorized,
            "X-Admin-Key: is needed to register from here; behind a proxy it is taken at /api/v1/admin/merchants only"));
    }

    [Fact]
    public async Task From_elsewhere_the_admin_key_registers_and_another_does_not()
    {
        await using var host = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["PublicUrl"] = "https://pay.example",
            ["Logging:LogLevel:Default"] = "None",
        });
        const string body = """{"name":"x","email":"far@example.com"}""";
        var client = new ApiClient(host.Http);
        (await client.PostAsync("/merchants", body)).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await client.AsAdmin("wrong").PostAsync("/merchants", body)).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await client.AsAdmin(GatewayHost.AdminKey).PostAsync("/merchants", body)).Status.Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_setting_opens_it_for_everybody()
    {
        await using var host = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["PublicUrl"] = "https://pay.example",
            ["Registration:Open"] = "true",
        });
        (await new ApiClient(host.Http).PostAsync("/merchants", """{"name":"x","email":"any@example.com"}""")).Status.Should()
            .Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Behind_a_proxy_the_admin_key_is_taken_on_operators_paths_only()
    {
        const string body = """{"name":"x","email":"behind@example.com"}""";
        var admin = gateway.Anyone.AsAdmin(GatewayHost.AdminKey);
        (await admin.SendAsync(HttpMethod.Post, "/merchants", Json(body), ("X-Forwarded-For", "203.0.113.7"))).Status.Should()
            .Be(HttpStatusCode.Unauthorized);
        (await admin.SendAsync(HttpMethod.Post, "/merchants/behind@example.com/keys", null, ("X-Forwarded-For", "203.0.113.7"))).Status
            .Should().Be(HttpStatusCode.Unauthorized);
        (await admin.SendAsync(HttpMethod.Post, "/admin/merchants", Json(body), ("X-Forwarded-For", "203.0.113.7"))).Status.Should()
            .Be(HttpStatusCode.Created);
        (await admin.SendAsync(HttpMethod.Post, "/admin/merchants/behind@example.com/keys", null,
            ("X-Forwarded-For", "203.0.113.7"))).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Registrations_without_the_admin_key_have_a_limit()
    {
        await using var host = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["Registration:MostPerHour"] = "1" });
        var client = new ApiClient(host.Http);
        (await client.PostAsync("/merchants", """{"name":"x","email":"1@example.com"}""")).Status.Should().Be(HttpStatusCode.Created);
        var refused = await client.PostAsync("/merchants", """{"name":"x","email":"2@example.com"}""");
        refused.Status.Should().Be(HttpStatusCode.TooManyRequests);
        refused.Error.Should().Contain("Registration:MostPerHour");
        (await client.AsAdmin(GatewayHost.AdminKey).PostAsync("/merchants", """{"name":"x","email":"2@example.com"}""")).Status.Should()
            .Be(HttpStatusCode.Created);
    }

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");

    private static DefaultHttpContext Context(string? remote, string host, string protocol = "HTTP/1.1")
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = remote is null ? null : IPAddress.Parse(remote);
        context.Request.Protocol = protocol;
        context.Request.Host = new HostString(host);
        return context;
    }
}
