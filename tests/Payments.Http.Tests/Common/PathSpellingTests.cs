using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Common;

/// <summary>How paths may be written.</summary>
public sealed class PathSpellingTests(FaceGateway gateway) : IClassFixture<FaceGateway>
{
    private GatewayHost Host => gateway.Host;

    [Fact]
    public async Task A_path_in_another_case_is_no_route()
    {
        var routes = Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.PathSegments.Count > 0 &&
                !route.RoutePattern.Parameters.Any(parameter => parameter.IsCatchAll)).ToArray();
        routes.Should().HaveCountGreaterThan(30);
        foreach (var route in routes)
        {
            var method = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "GET";
            var path = string.Concat(route.RoutePattern.PathSegments.Select(segment => "/" + string.Concat(segment.Parts.Select(PartOf))));
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.Add("X-Admin-Key", GatewayHost.AdminKey);
            (await Host.Http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.NotFound, $"{method} {path}");
        }
    }

    [Theory]
    [InlineData("/OPS/state")]
    [InlineData("/Metrics")]
    [InlineData("/ops/State")]
    [InlineData("/API/v1/admin/rates?from=USDT&to=CNY")]
    public async Task An_operators_path_in_another_case_is_not_there(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Admin-Key", GatewayHost.AdminKey);
        (await Host.Http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("//submit.php", HttpStatusCode.BadRequest)]
    [InlineData("//mapi.php", HttpStatusCode.OK)]
    [InlineData("///epay//api.php", HttpStatusCode.OK)]
    [InlineData("//ops", HttpStatusCode.NotFound)]
    [InlineData("//health", HttpStatusCode.NotFound)]
    public async Task EPay_is_found_with_doubled_slashes_and_nothing_else_is(string path, HttpStatusCode status)
    {
        using var answer = await Host.Http.GetAsync(new Uri(Host.Url.GetLeftPart(UriPartial.Authority) + path));
        answer.StatusCode.Should().Be(status);
    }

    private static string PartOf(RoutePatternPart part) => part is RoutePatternLiteralPart literal
        ? literal.Content.ToUpperInvariant()
        : "0123456789abcdef0123456789abcdef";
}
