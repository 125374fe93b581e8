using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Payments.Http.Common;

/// <summary>Scripts and styles of our pages, from within the assembly, under names that hold their content's hash and may be kept for a year.</summary>
public static class PageAssets
{
    /// <summary>Colours and shadows by name, light and dark. Every style sheet is served with them in front.</summary>
    private const string Tokens = "tokens.css";

    private static readonly Asset[] All =
    [
        Load("cashier", "css", "text/css", Tokens), Load("cashier", "js", "text/javascript"),
        Load("ops", "css", "text/css", Tokens), Load("ops", "js", "text/javascript"),
        Load("recharge", "css", "text/css", Tokens, "cashier.css"),
        Load("recharge", "js", "text/javascript", "recharge-base.js", "recharge-form.js", "recharge-payment.js"),
        Load("console", "css", "text/css", Tokens), Load("console", "js", "text/javascript"),
        Load("pay-link", "css", "text/css", Tokens, "cashier.css"),
    ];

    /// <summary>The cashier's style sheet.</summary>
    public static string CashierCss => All[0].Path;

    /// <summary>The cashier's script.</summary>
    public static string CashierJs => All[1].Path;

    /// <summary>The operators' style sheet.</summary>
    public static string OpsCss => All[2].Path;

    /// <summary>The operators' script.</summary>
    public static string OpsJs => All[3].Path;

    /// <summary>The recharge page's style sheet, the cashier's in front.</summary>
    public static string RechargeCss => All[4].Path;

    /// <summary>The recharge page's script.</summary>
    public static string RechargeJs => All[5].Path;

    /// <summary>The console's style sheet.</summary>
    public static string ConsoleCss => All[6].Path;

    /// <summary>The console's script.</summary>
    public static string ConsoleJs => All[7].Path;

    /// <summary>The style sheet of payment links, the cashier's in front.</summary>
    public static string PayLinkCss => All[8].Path;

    /// <summary>Adds the routes; each asset also under its plain name, which caches must ask about again.</summary>
    public static void MapAssets(this IEndpointRouteBuilder routes)
    {
        var face = routes.MapFace("assets").WithReach(RouteReach.Public);
        foreach (var asset in All)
        {
            face.MapGet(asset.Path, (RequestDelegate)(context => WriteAsync(context, asset, "public, max-age=31536000, immutable")));
            face.MapGet(asset.PlainPath, (RequestDelegate)(context => WriteAsync(context, asset, "public, max-age=300")));
        }
    }

    private static async Task WriteAsync(HttpContext context, Asset asset, string caching)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = caching;
        headers.ETag = asset.Tag;
        headers.XContentTypeOptions = "nosniff";
        if (context.Request.Headers.IfNoneMatch.ToString() == asset.Tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.ContentType = asset.Type + "; charset=utf-8";
        context.Response.ContentLength = asset.Content.Length;
        await context.Response.Body.WriteAsync(asset.Content);
    }

    private static Asset Load(string name, string extension, string type, params string[] before)
    {
        byte[] content = [.. before.Append($"{name}.{extension}").SelectMany(Read)];
        var hash = Convert.ToHexStringLower(SHA256.HashData(content))[..12];
        return new Asset($"/assets/{name}.{hash}.{extension}", $"/assets/{name}.{extension}", $"\"{hash}\"", type, content);
    }

    private static byte[] Read(string resource)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly lacks its asset {resource}.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private sealed record Asset(string Path, string PlainPath, string Tag, string Type, byte[] Content);
}
