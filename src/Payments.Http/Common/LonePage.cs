using Microsoft.AspNetCore.Http;

namespace Payments.Http.Common;

/// <summary>A page that says one thing, in the cashier's style; for every face that people meet.</summary>
internal static class LonePage
{
    /// <summary>Sends the page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="lang">The language of the texts, as HTML names it.</param>
    /// <param name="title">Title and heading.</param>
    /// <param name="before">HTML above the heading.</param>
    /// <param name="after">HTML below the heading.</param>
    public static Task WriteAsync(HttpContext context, int status, string lang, string title, string before, string after) => HtmlPage.WriteAsync(context, status, $"""
        <!doctype html>
        <html lang="{lang}">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">
        <title>{title}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="{PageAssets.CashierCss}"></head>
        <body><main class="card lone">{before}<h1>{title}</h1>{after}</main></body>
        </html>
        """);
}
