using Microsoft.AspNetCore.Http;
using Payments.Http.Common;
using Payments.Http.Pages;

namespace Payments.Http.ProviderCallbacks;

/// <summary>What a payer sees who comes back without saying from which payment. It promises nothing: anybody can open it.</summary>
internal static class SuccessPage
{
    /// <summary>Sends the page in the reader's language.</summary>
    public static Task WriteAsync(HttpContext context)
    {
        var isChinese = HtmlPage.IsChinese(context.Request);
        return PageRenderer.WriteAsync<LonePage>(context, StatusCodes.Status200OK, new()
        {
            [nameof(LonePage.Lang)] = isChinese ? "zh-CN" : "en",
            [nameof(LonePage.Title)] = isChinese ? "谢谢" : "Thank you",
            [nameof(LonePage.Text)] = isChinese
                ? "您可以关闭此页面并返回商店。商店在收到付款确认后会更新您的订单。"
                : "You can close this page and go back to the shop. It updates your order as soon as the payment is confirmed.",
        });
    }
}
