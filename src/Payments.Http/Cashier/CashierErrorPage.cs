using Microsoft.AspNetCore.Http;
using Payments.Http.Common;
using Payments.Http.Pages;

namespace Payments.Http.Cashier;

/// <summary>The cashier's error page, in its style.</summary>
internal static class CashierErrorPage
{
    /// <summary>Sends the page in the reader's language.</summary>
    public static Task WriteAsync(HttpContext context, int status)
    {
        var texts = CashierTexts.For(context.Request);
        var (text, owner) = status switch
        {
            StatusCodes.Status404NotFound => (texts.NotFound, texts.NotFoundOwner),
            StatusCodes.Status403Forbidden => (texts.Forbidden, texts.ForbiddenOwner),
            _ => (texts.Failed, texts.FailedOwner),
        };
        return PageRenderer.WriteAsync<LonePage>(context, status, new()
        {
            [nameof(LonePage.Lang)] = texts.Lang,
            [nameof(LonePage.Title)] = texts.ErrorTitle,
            [nameof(LonePage.Status)] = status,
            [nameof(LonePage.Text)] = text,
            [nameof(LonePage.Owner)] = HtmlPage.ForOwner(context.Request, owner),
        });
    }
}
