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
        return HtmlPage.WriteAsync(context, status, $"""
            <!doctype html>
            <html lang="{texts.Lang}">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
            <title>{texts.ErrorTitle}</title><link rel="stylesheet" href="{CashierAssets.CashierCss}"></head>
            <body><main class="card lone"><p class="code">{status}</p><h1>{texts.ErrorTitle}</h1><p>{reason}</p></main></body>
            </html>
            """);
    }
}
