using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Payments.Http.Common;
using Payments.Http.Pages;

namespace Payments.Http.Cashier;

/// <summary>The way from the cashier to a provider's page: its URL, or where that is too long for browsers a form of the same.</summary>
internal static class CashierPay
{
    /// <summary>The longest URL that payers are sent to; some browsers within apps cut at 2,048 characters.</summary>
    public const int LongestUrl = 2000;

    /// <summary>What stays in the address of a form: a server reads it before it knows how to read the rest.</summary>
    private const string Charset = "charset";

    /// <summary>Where the button of a charge with a page leads.</summary>
    public static string TargetOf(string order, CashierCharge charge, string url) => IsPosted(charge) ? $"/cashier/{order}/pay" : url;

    /// <summary>Whether a charge's page is reached by a form.</summary>
    public static bool IsPosted(CashierCharge charge) => charge is { MayPost: true, Url.Length: > LongestUrl };

    /// <summary>Sends the page that posts the form.</summary>
    public static Task WriteAsync(HttpContext context, CashierCharge charge, string url)
    {
        var texts = CashierTexts.For(context.Request);
        var (path, query) = (url[..url.IndexOf('?')], QueryHelpers.ParseQuery(url[url.IndexOf('?')..]));
        var target = query.Remove(Charset, out var charset) ? QueryHelpers.AddQueryString(path, Charset, charset.ToString()) : path;
        return PageRenderer.WriteAsync<PostPage>(context, StatusCodes.Status200OK, new()
        {
            [nameof(PostPage.Lang)] = texts.Lang,
            [nameof(PostPage.Title)] = CashierParts.Fill(texts.PayAtProvider, charge.Title),
            [nameof(PostPage.Target)] = target,
            [nameof(PostPage.Fields)] = query.Select(field => KeyValuePair.Create(field.Key, field.Value.ToString())).ToList(),
        }, new Uri(target).GetLeftPart(UriPartial.Authority));
    }
}
