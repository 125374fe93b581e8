using Payments.Domain.Money;
using Payments.Domain.PayLinks;
using Payments.Http.Console.Texts;

namespace Payments.Http.Console.Links;

/// <summary>What pages say of a payment link.</summary>
internal static class LinkWords
{
    /// <summary>The amount, or that the payer names it.</summary>
    public static string MoneyOf(PayLink link, LinkTexts texts) =>
        link.Money is { } money ? $"{PlainDecimal.Format(money)} {link.Currency}" : $"{texts.Open} ({link.Currency})";

    /// <summary>The word for what a link does now, and its tone.</summary>
    public static (string Word, string Tone) StateOf(PayLink link, DateTimeOffset now, LinkTexts texts) =>
        PayLinkRules.WhyClosed(link, now) switch
        {
            null => (texts.On, "good"),
            PayLinkOutcome.Off => (texts.Off, ""),
            PayLinkOutcome.Expired => (texts.Over, "warn"),
            var other => throw new InvalidOperationException($"{other} does not close a link."),
        };

    /// <summary>
    /// HTML for a shop's own page: a link for a fixed amount, else a form whose amount the link's page shows filled in. No script, nothing
    /// that is loaded from the gateway.
    /// </summary>
    public static string ButtonOf(PayLink link, string url, LinkTexts texts)
    {
        const string style = "display:inline-block;padding:.6em 1.2em;border:0;border-radius:.5em;background:#2f5bea;color:#fff;" +
            "font:600 1em sans-serif;text-decoration:none;cursor:pointer";
        var text = Common.HtmlPage.Escape(texts.ButtonText);
        var address = Common.HtmlPage.Escape(url);
        return link.Money is not null
            ? $"<a href=\"{address}\" style=\"{style}\">{text}</a>"
            : $"<form action=\"{address}\" method=\"get\">\n  <input name=\"amount\" inputmode=\"decimal\" size=\"8\" " +
                $"aria-label=\"{Common.HtmlPage.Escape(texts.Amount)}\"> {Common.HtmlPage.Escape(link.Currency)}\n  " +
                $"<button style=\"{style}\">{text}</button>\n</form>";
    }
}
