using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payments.Http.Pages;

namespace Payments.Http.Common;

/// <summary>What is answered at the root and where no face is: people get a page, not a blank one.</summary>
internal static class Elsewhere
{
    /// <summary>Adds the routes; every other one goes before them.</summary>
    public static void MapElsewhere(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", (RequestDelegate)(context => WriteAsync(context, StatusCodes.Status200OK))).WithReach(RouteReach.Public);
        routes.MapFallback("{**path}", (RequestDelegate)(context => WriteAsync(context, StatusCodes.Status404NotFound)))
            .WithReach(RouteReach.Public);
    }

    private static string OwnerHint(HttpRequest request) => HtmlPage.ForOwner(request, HtmlPage.IsChinese(request)
        ? "请核对路径和大小写，例如 /submit.php、/mapi.php、/pay/address、/cashier。"
        : "check the path and its case: /submit.php, /mapi.php, /pay/address, /cashier and so on.");

    private static Task WriteAsync(HttpContext context, int status)
    {
        var (lang, title, text) = (HtmlPage.IsChinese(context.Request), status) switch
        {
            (true, StatusCodes.Status200OK) => ("zh-CN", "支付网关", "支付网关运行正常。请从商家页面打开您的付款。"),
            (true, _) => ("zh-CN", "页面不存在", "请返回商家，从那里重新打开您的付款。"),
            (false, StatusCodes.Status200OK) => ("en", "Payment gateway", "It is running. Payers are brought to their payment by the shop."),
            _ => ("en", "There is nothing here", "Go back to the shop and open your payment from there."),
        };
        return PageRenderer.WriteAsync<LonePage>(context, status, new()
        {
            [nameof(LonePage.Lang)] = lang,
            [nameof(LonePage.Title)] = title,
            [nameof(LonePage.Text)] = text,
            [nameof(LonePage.Owner)] = status == StatusCodes.Status200OK ? null : OwnerHint(context.Request),
        });
    }
}
