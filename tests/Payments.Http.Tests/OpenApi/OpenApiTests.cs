using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Payments.Http.Tests.Api;
using Payments.Testing;
using Payments.Testing.Gateway.Documents;

namespace Payments.Http.Tests.OpenApi;

/// <summary>The OpenAPI documents name what is there, and nothing else.</summary>
public sealed class OpenApiTests(ApiGateway gateway) : IClassFixture<ApiGateway>
{
    /// <summary>Where the routes of the documented APIs lie.</summary>
    private static readonly string[] Documented =
        ["/api/v1/", "/pay/", "/crazyminer/", "/checkout/", "/submit.php", "/mapi.php", "/api.php", "/epay/"];

    public static TheoryData<string> Names => new(ApiDocument.All.Select(document => document.Name));

    [Fact]
    public void Every_route_of_a_documented_API_is_documented_and_every_documented_one_is_there()
    {
        var documented = ApiDocument.All.SelectMany(document => document.Operations)
            .Select(operation => $"{operation.Method} {Nameless(operation.Path)}").ToArray();
        var routes = gateway.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => !route.RoutePattern.Parameters.Any(parameter => parameter.IsCatchAll))
            .SelectMany(route => (route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
                .Select(method => (Method: method, Path: "/" + route.RoutePattern.RawText!.TrimStart('/')))).ToArray();

        documented.Except(routes.Select(route => $"{route.Method} {Nameless(route.Path)}")).Should().BeEmpty("what is documented is there");
        routes.Where(route => Documented.Any(route.Path.StartsWith)).Select(route => $"{route.Method} {Nameless(route.Path)}")
            .Except(documented).Should().BeEmpty($"what is there is documented, in {ApiDocument.Folder}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_document_is_served_as_it_was_written_to_pages_of_any_origin(string name)
    {
        using var answer = await gateway.Host.Http.GetAsync($"/openapi/{name}.json");
        (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType).Should().Be((HttpStatusCode.OK, "application/json"));
        answer.Headers.GetValues("Access-Control-Allow-Origin").Should().Equal("*");
        var written = await File.ReadAllTextAsync(Path.Combine(Repository.Root, ApiDocument.Folder, $"{name}.json"));
        (await answer.Content.ReadAsStringAsync()).Should().Be(written);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/openapi/{name}.json");
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        (await gateway.Host.Http.SendAsync(again)).StatusCode.Should().Be(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task The_readable_page_names_every_document_and_loads_nothing_from_elsewhere()
    {
        using var answer = await gateway.Host.Http.GetAsync("/docs/api/");
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Headers.GetValues("Content-Security-Policy").Single().Should()
            .Contain("default-src 'none'").And.Contain("script-src 'self' 'nonce-").And.NotContain("http");
        var html = await answer.Content.ReadAsStringAsync();
        html.Should().ContainAll(ApiDocument.All.Select(document => $"openapi/{document.Name}.json"));
        Regex.Matches(html, @"https?://[^""'\s<]+").Should().BeEmpty();
        foreach (var script in Regex.Matches(html, "src=\"([^\"]+)\"").Select(match => match.Groups[1].Value))
        {
            using var file = await gateway.Host.Http.GetAsync($"/docs/api/{script}");
            (file.StatusCode, file.Content.Headers.ContentType!.MediaType).Should().Be((HttpStatusCode.OK, "text/javascript"), script);
        }
    }

    private static string Nameless(string path) => Regex.Replace(path, @"\{[^}]*}", "{}");
}
