using Microsoft.AspNetCore.Http;
using Payments.Http.Common;

namespace Payments.Http.Cashier;

/// <summary>The cashier's error page, in its style.</summary>
internal static class CashierErrorPage
{
    public static Task WriteAsync(HttpContext context, int status)
    {
        var texts = CashierTexts.For(context.Request);
        var reason = status switch
        {
            StatusCodes.Status404NotFound => texts.NotFound,
            StatusCodes.Status403Forbidden => texts.Forbidden,
            _ => texts.Failed,
        };
        return LonePage.WriteAsync(context, status, texts.Lang, texts.ErrorTitle, $"""<p class="code">{status}</p>""", $"<p>{reason}</p>");
    }
}
