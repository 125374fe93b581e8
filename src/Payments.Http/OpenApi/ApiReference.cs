using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payments.Http.Common;
using Scalar.AspNetCore;

namespace Payments.Http.OpenApi;

/// <summary>
/// The documents to read and search, at <c>/docs/api</c>. Its script comes with the package: nothing is loaded from elsewhere.
/// </summary>
internal static class ApiReference
{
    private const string Path = "/docs/api";
    private const int NonceBytes = 16;

    /// <summary>Adds the routes.</summary>
    public static void MapApiReference(this IEndpointRouteBuilder routes) =>
        routes.MapFace("docs").WithReach(RouteReach.Public).MapScalarApiReference(Path, SetUp);

    private static void SetUp(ScalarOptions options, HttpContext context)
    {
        foreach (var (name, title) in OpenApiDocuments.All) options.AddDocument(name, title, OpenApiDocuments.PathOf(name));
        options.Title = "API reference";
        // Fonts, telemetry, the client and the assistant are other people's servers. Keys are typed into nothing here.
        options.DefaultFonts = false;
        options.Telemetry = false;
        options.HideClientButton = true;
        options.HideTestRequestButton = true;
        options.Agent = new ScalarAgentOptions { Disabled = true };
        options.Mcp = new ScalarMcpOptions { Disabled = true };
        options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
        options.Nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{options.Nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
            "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }
}
