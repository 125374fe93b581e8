using Microsoft.AspNetCore.Http;
using Payments.Contracts.Merchants;
using Payments.Domain.Merchants;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Merchants;

/// <summary>How a shop looks to its payers. Nulls stand for the gateway's own look and the merchant's name.</summary>
internal sealed record BrandingView(string? Name, string? Color, string? LogoUrl, int? LogoWidth, int? LogoHeight)
{
    public static BrandingView Of(Branding? branding, string root) => branding is { Logo: { } logo }
        ? new(branding.Name, branding.Color, root + BrandAssets.PathOf(logo), branding.LogoWidth, branding.LogoHeight)
        : new(branding?.Name, branding?.Color, null, null, null);
}

/// <summary>A merchant's own look on the pages of its payers.</summary>
internal sealed class BrandingEndpoints(Logos logos, PublicAddress address) : IApiEndpoints
{
    private const string Path = "/branding";
    private const string LogoPath = Path + "/logo";

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapOwn("GET", Path, KeyScopes.Read, call => Task.FromResult(Show(call, call.Access.Merchant)));
        routes.MapOwn("PUT", Path, KeyScopes.Manage, ChangeAsync);
        routes.MapOwn("PUT", LogoPath, KeyScopes.Manage, SaveLogoAsync);
        routes.MapOwn("DELETE", LogoPath, KeyScopes.Manage, async call => Show(call, await Logos.RemoveAsync(call.Merchant, call.KeyHash)));
    }

    private async Task<IResult> ChangeAsync(ApiCall call)
    {
        var body = await call.BodyAsync(BrandingRequest.Fields);
        var command = new UpdateMerchant { Branding = BrandingRequest.Read(body, call.Access.Merchant.Branding) };
        return Show(call, await call.Merchant.UpdateAsync(command, call.KeyHash));
    }

    /// <summary>The body is the file itself; its content says what it is.</summary>
    private async Task<IResult> SaveLogoAsync(ApiCall call)
    {
        var file = await BrandAssets.ReadAsync(call.Request.Body, call.Request.ContentLength, call.Http.RequestAborted);
        await call.AuthenticateAsync();
        return Show(call, await logos.SaveAsync(call.Merchant, call.Access.Merchant, file, call.KeyHash));
    }

    private IResult Show(ApiCall call, Merchant? merchant) => call.Answer(
        BrandingView.Of((merchant ?? throw ApiRoutes.NoKey).Branding, address.Root), ApiJson.Relaxed.EnvelopeBrandingView);
}
