using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Payments.Http.Common;
using Payments.Testing;
using Payments.Testing.Databases;
using Payments.Testing.Gateway;

namespace Payments.Deploy.Tests.Edge;

/// <summary>The proxies that we ship let through what each route says of itself, and nothing else.</summary>
public sealed class RouteFenceTests : IAsyncLifetime
{
    private GatewayHost gateway = null!;

    public async Task InitializeAsync() => gateway = await GatewayHost.StartAsync();

    public Task DisposeAsync() => gateway.DisposeAsync().AsTask();

    [Fact]
    public void Every_route_says_from_where_it_may_be_reached() =>
        Routes().Where(route => route.Metadata.GetMetadata<RouteReach>() is null).Select(route => route.RoutePattern.RawText).Should()
            .BeEmpty();

    [Fact]
    public async Task Nginx_lets_through_public_routes_and_keeps_operators_and_strangers_apart()
    {
        await using var echo = new Echo();
        await echo.StartAsync();
        await using var closed = await NginxServer.StartAsync(PostgresServer.FreePort(), echo.Url, operators: "deny all;");
        await using var open = await NginxServer.StartAsync(PostgresServer.FreePort(), echo.Url);
        using var stranger = closed.CreateClient();
        using var operators = open.CreateClient();
        foreach (var (path, reach) in Samples())
        {
            var expected = reach == RouteReach.Public ? HttpStatusCode.OK : reach == RouteReach.Operator
                ? HttpStatusCode.Forbidden
                : HttpStatusCode.NotFound;
            (await stranger.GetAsync(path)).StatusCode.Should().Be(expected, path);
            if (reach == RouteReach.Operator && path != "/ops/login")
                (await operators.GetAsync(path)).StatusCode.Should().Be(HttpStatusCode.OK, path);
        }
    }

    [Theory]
    [InlineData("/OPS/state")]
    [InlineData("/Metrics")]
    [InlineData("/metrics/")]
    [InlineData("/health/ready/")]
    [InlineData("/API/v1/admin/rates")]
    [InlineData("/Dashboard")]
    [InlineData("/%4fps")]
    [InlineData("/nowhere")]
    public async Task Nginx_lets_through_nothing_that_is_not_listed(string path)
    {
        await using var echo = new Echo();
        await echo.StartAsync();
        await using var nginx = await NginxServer.StartAsync(PostgresServer.FreePort(), echo.Url);
        using var http = nginx.CreateClient();
        (await http.GetAsync(path)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/ops/login/")]
    [InlineData("//ops/login")]
    [InlineData("/ops/%73tate")]
    [InlineData("/cashier/../ops")]
    [InlineData("/cashier/%2e%2e/dashboard")]
    [InlineData("/api/v1//admin/rates")]
    public async Task Nginx_knows_an_operators_path_in_each_spelling(string path)
    {
        await using var echo = new Echo();
        await echo.StartAsync();
        await using var nginx = await NginxServer.StartAsync(PostgresServer.FreePort(), echo.Url, operators: "deny all;");
        using var http = nginx.CreateClient();
        var asWritten = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(nginx.Url.GetLeftPart(UriPartial.Authority) + path, asWritten));
        (await http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public void The_Ingress_names_every_public_route_and_no_other()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "deploy/kubernetes/example/ingress.yaml"));
        var rules = Regex.Matches(text, @"- \{ path: (\S+), pathType: (Exact|Prefix),");
        rules.Should().NotBeEmpty();
        foreach (var (path, reach) in Samples())
            rules.Any(rule => Covers(rule.Groups[1].Value, rule.Groups[2].Value == "Prefix", path)).Should()
                .Be(reach == RouteReach.Public, path);
    }

    private static bool Covers(string rule, bool isPrefix, string path) =>
        path == rule || (isPrefix && path.StartsWith(rule.TrimEnd('/') + "/", StringComparison.Ordinal));

    private IEnumerable<RouteEndpoint> Routes() => gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>();

    /// <summary>A path for each route. A route for all that is left only answers that nothing is there.</summary>
    private (string Path, RouteReach Reach)[] Samples() =>
    [
        .. Routes().Where(route => !route.RoutePattern.Parameters.Any(parameter => parameter.IsCatchAll))
            .Select(route => (PathOf(route.RoutePattern), route.Metadata.GetRequiredMetadata<RouteReach>())).Distinct(),
    ];

    private static string PathOf(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments.Select(segment =>
        string.Concat(segment.Parts.Select(part => part is RoutePatternLiteralPart literal
            ? literal.Content
            : "0123456789abcdef0123456789abcdef"))));

    private sealed class Echo : LocalServer
    {
        public Task StartAsync() => ListenAsync(app => app.MapFallback("{**path}", context => context.Response.WriteAsync("here")));
    }
}
