using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Http.Common;
using Payments.Http.Pages;

namespace Payments.Http.Faces.Recharge;

/// <summary>
/// The recharge page, also at the document's own address. It holds nothing of the user: the shop hands his token over behind the <c>#</c>,
/// which no browser sends, so that no log and no referrer has it.
/// </summary>
internal sealed class RechargePageEndpoints(MerchantDirectory merchants, Handled handled)
{
    private static readonly string[] Paths = ["/recharge", "/frontend/pages/recharge.html"];

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder face)
    {
        foreach (var path in Paths) face.MapGet(path, handled.By(PageAsync, WriteFailureAsync));
    }

    private async Task PageAsync(HttpContext context)
    {
        var texts = RechargeTexts.For(context.Request);
        var named = context.Request.Query["merchant"].ToString();
        var shop = default(Merchant);
        if (named.Length > 0)
        {
            if (!MerchantId.TryParse(named, out var id) || await merchants.ByIdAsync(id) is not { } access)
            {
                await WriteAsync(context, StatusCodes.Status404NotFound, texts, "not_found");
                return;
            }
            shop = access.Merchant;
        }
        await PageRenderer.WriteAsync<RechargePage>(context, StatusCodes.Status200OK, new()
        {
            [nameof(RechargePage.Texts)] = texts,
            [nameof(RechargePage.Shop)] = shop?.ShownName ?? "",
            [nameof(RechargePage.Branding)] = shop?.Branding,
            [nameof(RechargePage.LanguageUrl)] = OtherLanguage(context.Request, texts),
        });
    }

    /// <summary>Where our own page is shown in the other language; nothing else of the query is repeated.</summary>
    private static string OtherLanguage(HttpRequest request, RechargeTexts texts)
    {
        var query = new QueryBuilder { { "lang", texts.Other.Code } };
        var merchant = request.Query["merchant"].ToString();
        if (merchant.Length > 0) query.Add("merchant", merchant);
        return request.Path + query.ToQueryString();
    }

    private static Task WriteFailureAsync(HttpContext context, Failure failure) =>
        WriteAsync(context, failure.Status, RechargeTexts.For(context.Request), "gateway_failed");

    private static Task WriteAsync(HttpContext context, int status, RechargeTexts texts, string words) =>
        PageRenderer.WriteAsync<LonePage>(context, status, new()
        {
            [nameof(LonePage.Lang)] = texts.Lang,
            [nameof(LonePage.Title)] = texts[words],
            [nameof(LonePage.Status)] = status,
            [nameof(LonePage.Text)] = texts[words + "_lead"],
        });
}
