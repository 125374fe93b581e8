using Microsoft.AspNetCore.Http;
using Payments.Http.Common;
using Payments.Http.Pages;

namespace Payments.Http.Faces.Epay;

/// <summary>
/// The EPay face's error page: what happened and what the shop's owner does about it in the reader's language, and below it the refusal as
/// <c>mapi.php</c> words it, which names the field. It never shows a key or a trace.
/// </summary>
internal static class EpayErrorPage
{
    /// <summary>Sends the page.</summary>
    public static Task WriteAsync(HttpContext context, Failure failure)
    {
        var chinese = HtmlPage.IsChinese(context.Request);
        var (what, owner) = EpayAdvice.On(failure, chinese);
        return PageRenderer.WriteAsync<LonePage>(context, failure.Status, new()
        {
            [nameof(LonePage.Lang)] = chinese ? "zh-CN" : "en",
            [nameof(LonePage.Title)] = chinese ? "无法创建支付订单" : "This payment could not be opened",
            [nameof(LonePage.Text)] = what + (chinese
                ? "请返回商家网站重试；如仍失败，请把下面的信息告诉商家。"
                : " Go back to the shop and try again. If it fails again, tell the shop what is written below."),
            [nameof(LonePage.Reason)] = failure.Text,
            [nameof(LonePage.Owner)] = HtmlPage.ForOwner(context.Request, owner),
        });
    }
}
