using System.Net;
using System.Text;

namespace Payments.ProviderSandbox.Common;

/// <summary>The stand-ins' pay pages: what is to be paid, and a button for each thing that a payer may do.</summary>
internal static class PayPage
{
    /// <summary>A page of HTML.</summary>
    /// <param name="title">Whose page it is.</param>
    /// <param name="facts">What it shows.</param>
    /// <param name="actions">The buttons: what each posts to, and its words.</param>
    public static string Of(string title, IEnumerable<(string Name, string Value)> facts,
        IEnumerable<(string Target, string Words)> actions)
    {
        var page = new StringBuilder("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><link rel=\"icon\" href=\"data:,\">");
        page.Append($"<title>{Encode(title)}</title></head><body><h1>{Encode(title)}</h1><dl>");
        foreach (var (name, value) in facts) page.Append($"<dt>{Encode(name)}</dt><dd>{Encode(value)}</dd>");
        page.Append("</dl>");
        foreach (var (target, words) in actions)
            page.Append($"<form method=\"post\" action=\"{Encode(target)}\"><button>{Encode(words)}</button></form>");
        return page.Append("</body></html>").ToString();
    }

    /// <summary>A page that posts a form by itself.</summary>
    public static string Posting(string target, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var page = new StringBuilder("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head>");
        page.Append("<body onload=\"document.forms[0].submit()\">");
        page.Append($"<form method=\"post\" action=\"{Encode(target)}\">");
        foreach (var (name, value) in fields) page.Append($"<input type=\"hidden\" name=\"{Encode(name)}\" value=\"{Encode(value)}\">");
        return page.Append("<button>Continue</button></form></body></html>").ToString();
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
