using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payments.Http.Common;

namespace Payments.Http.OpenApi;

/// <summary>
/// The OpenAPI 3.1 documents of the published JSON APIs, written by hand in <c>Documents</c>. Tests hold every answer against them, so a
/// field or a route that is new belongs there, too.
/// </summary>
internal static class OpenApiDocuments
{
    /// <summary>The documents' names, each with its title, in the order in which they are shown.</summary>
    public static readonly IReadOnlyList<(string Name, string Title)> All =
    [
        ("api", "Merchant API"), ("checkout", "Headless cashier"), ("epay", "EPay"), ("pay188", "188Pay"), ("recharge", "Recharge"),
        ("crazyminer", "CrazyMiner"),
    ];

    /// <summary>Where a document is served.</summary>
    public static string PathOf(string name) => $"/openapi/{name}.json";

    /// <summary>Adds the routes. Any page may read the documents: they hold nothing of this installation.</summary>
    public static void MapOpenApiDocuments(this IEndpointRouteBuilder routes)
    {
        var face = routes.MapFace("docs").WithReach(RouteReach.Public);
        foreach (var (name, _) in All)
        {
            var content = Read(name);
            var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..12]}\"";
            face.MapGet(PathOf(name), (RequestDelegate)(context => WriteAsync(context, content, tag)));
        }
    }

    private static async Task WriteAsync(HttpContext context, byte[] content, string tag)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=300";
        headers.ETag = tag;
        headers.XContentTypeOptions = "nosniff";
        headers.AccessControlAllowOrigin = "*";
        if (context.Request.Headers.IfNoneMatch.ToString() == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content);
    }

    private static byte[] Read(string name)
    {
        using var stream = typeof(OpenApiDocuments).Assembly.GetManifestResourceStream($"openapi.{name}.json")
            ?? throw new InvalidOperationException($"The assembly lacks the document {name}.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
