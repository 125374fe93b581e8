using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payments.Domain.Merchants;
using Payments.Storage;

namespace Payments.Http.Common;

/// <summary>
/// Logos and colours of shops, from paths of our own: the pages of payers load nothing from elsewhere and have no styles within. A logo is
/// what was checked, under its hash; a colour's style sheet follows from the colour. Both may be kept for a year.
/// </summary>
internal sealed class BrandAssets(LogoStore logos, Handled handled)
{
    private const string Root = "/assets/brand";
    private const string Caching = "public, max-age=31536000, immutable";

    /// <summary>Where a logo is served.</summary>
    public static string PathOf(string logo) => $"{Root}/{logo}";

    /// <summary>The style sheet of a shop's colour, to come behind the page's own; null where it has none.</summary>
    public static string? StylesOf(Branding? branding) => branding?.Color is { } color ? $"{Root}/{color[1..]}.css" : null;

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var face = routes.MapFace("assets", Root).WithReach(RouteReach.Public);
        face.MapGet("/{color:length(6)}.css", handled.By(WriteStylesAsync, RefuseAsync));
        face.MapGet("/{file}", handled.By(WriteLogoAsync, RefuseAsync));
    }

    /// <summary>Reads a file that was sent, up to a logo's size.</summary>
    /// <exception cref="InputException">It is too large: 413.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream body, long? length, CancellationToken cancelled)
    {
        if (length > LogoImage.Limit) throw TooLarge();
        var file = new byte[LogoImage.Limit + 1];
        try
        {
            var read = await body.ReadAtLeastAsync(file, file.Length, throwOnEndOfStream: false, cancelled);
            return read > LogoImage.Limit ? throw TooLarge() : file.AsMemory(0, read);
        }
        catch (BadHttpRequestException refusal) when (refusal.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw TooLarge();
        }
    }

    private static InputException TooLarge() =>
        new("logo", $"at most {LogoImage.Limit >> 10} KiB", StatusCodes.Status413PayloadTooLarge);

    private static Task WriteStylesAsync(HttpContext context)
    {
        if (BrandTones.Of("#" + (string?)context.Request.RouteValues["color"]) is not { } tones) return RefuseAsync(context, 404);
        var css = $$"""
            :root { --tone: {{tones.Light}}; --tone-soft: {{tones.LightSoft}}; --on-tone: {{BrandTones.OnLight}}; }
            @media (prefers-color-scheme: dark) {
              :root { --tone: {{tones.Dark}}; --tone-soft: {{tones.DarkSoft}}; --on-tone: {{BrandTones.OnDark}}; }
            }
            """;
        return WriteAsync(context, "text/css; charset=utf-8", System.Text.Encoding.ASCII.GetBytes(css));
    }

    private async Task WriteLogoAsync(HttpContext context)
    {
        var file = (string)context.Request.RouteValues["file"]!;
        if (LogoImage.TypeOf(file) is { } type && await logos.FindAsync(file) is { } content) await WriteAsync(context, type, content);
        else await RefuseAsync(context, StatusCodes.Status404NotFound);
    }

    /// <summary>Opened by itself, a file does nothing either.</summary>
    private static async Task WriteAsync(HttpContext context, string type, byte[] content)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = Caching;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        context.Response.ContentType = type;
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content);
    }

    private static Task RefuseAsync(HttpContext context, Failure failure) => RefuseAsync(context, failure.Status);

    private static Task RefuseAsync(HttpContext context, int status)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
