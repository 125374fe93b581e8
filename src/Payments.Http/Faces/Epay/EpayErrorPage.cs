using Microsoft.AspNetCore.Http;
using Payments.Http.Common;
using Payments.Http.Pages;

namespace Payments.Http.Faces.Epay;

/// <summary>The EPay face's error page. It names the field; it never shows a key or a trace.</summary>
public static class EpayErrorPage
{
    /// <summary>Sends the page in the reader's language.</summary>
    public static Task WriteAsync(HttpContext context, int status, string reason)
    {
        var chinese = HtmlPage.IsChinese(context.Request);
        var (lang, title, hint) = chinese
            ? ("zh-CN", "无法创建支付订单", "请返回商家网站重试；如仍失败，请把下面的信息告诉商家。")
            : ("en", "This payment could not be opened", "Go back to the shop and try again. If it fails again, tell the shop what is written below.");
        return PageRenderer.WriteAsync<LonePage>(context, status, new()
        {
            [nameof(LonePage.Lang)] = lang,
            [nameof(LonePage.Title)] = title,
            [nameof(LonePage.Text)] = hint,
            [nameof(LonePage.Reason)] = reason.Length > 0 ? reason : chinese ? "服务器内部错误" : "internal error",
        });
    }
}
