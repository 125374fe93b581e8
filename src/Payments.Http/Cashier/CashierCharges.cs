using System.Text;
using static Payments.Http.Common.HtmlPage;

namespace Payments.Http.Cashier;

/// <summary>The parts of the page for payments at providers: the one on show, and those to choose from.</summary>
internal static class CashierCharges
{
    /// <summary>What the payer does to pay the charge on show; nothing where it is over.</summary>
    public static string Render(CashierState state, CashierTexts texts)
    {
        if (state.Charge is not { State: "opening" or "open" or "underpaid" } charge) return "";
        var html = new StringBuilder("<div class=\"pay\"><div class=\"what\">");
        html.Append("<p class=\"label\">").Append(texts.ProviderPayment).Append("</p><p class=\"network\"><span class=\"token\">").Append(Escape(charge.Title)).Append("</span></p>");
        if (charge.State == "underpaid") html.Append("<p class=\"note warn\">").Append(texts.ProviderUnderpaid).Append("</p>");
        if (charge is { Amount: { } amount, Currency: { } currency })
            html.Append(Copied("charge-amount", texts.Amount, amount, $"<b>{Digits.Grouped(amount)}</b> <span class=\"token\">{Escape(currency)}</span>", texts));
        if (charge.Network is { } network) html.Append("<p class=\"label\">").Append(texts.Network).Append("</p><p class=\"network\">").Append(Escape(network)).Append("</p>");
        if (charge.Address is { } address) html.Append(Copied("charge-address", texts.Address, address, Escape(address), texts));
        if (charge.Url is { } url)
            html.Append("<p class=\"open\"><a class=\"button\" id=\"pay-at-provider\" rel=\"noopener\" href=\"").Append(Escape(url)).Append("\">")
                .Append(CashierParts.Fill(texts.PayAtProvider, Escape(charge.Title))).Append("</a></p>");
        if (charge.State == "opening") html.Append("<p class=\"note\">").Append(texts.ProviderOpening).Append("</p>");
        html.Append("</div>");
        if (charge.Code is not null)
            html.Append("<figure class=\"qr\"><img src=\"/cashier/").Append(state.Id).Append("/qr.svg?of=charge&amp;r=").Append(state.Revision)
                .Append("\" width=\"232\" height=\"232\" alt=\"").Append(CashierParts.Fill(texts.ScanAtProvider, Escape(charge.Title))).Append("\"><figcaption>")
                .Append(CashierParts.Fill(texts.ScanAtProvider, Escape(charge.Title))).Append("</figcaption></figure>");
        return html.Append("</div>").ToString();
    }

    /// <summary>The ways to pay that the payer may choose.</summary>
    public static string Choices(CashierState state, CashierTexts texts)
    {
        if (state.ProviderMethods.Count == 0) return "";
        var list = new StringBuilder();
        foreach (var method in state.ProviderMethods)
            list.Append("<button class=\"method\" name=\"method\" value=\"").Append(Escape(method.Method)).Append('"')
                .Append(method.IsChosen ? " aria-current=\"true\"" : "").Append("><b>").Append(Escape(method.Title)).Append("</b><span></span>")
                .Append(method.IsChosen ? $"<em>{texts.Chosen}</em>" : "<i aria-hidden=\"true\">›</i>").Append("</button>");
        var form = $"<form method=\"post\" aria-labelledby=\"providers\" action=\"/cashier/{state.Id}/method?lang={texts.Code}\">{list}</form>";
        return $"<h2 class=\"label\" id=\"providers\">{texts.ChooseProvider}</h2>{form}";
    }

    private static string Copied(string id, string label, string value, string shown, CashierTexts texts) => $"""
        <p class="label" id="{id}-label">{label}</p>
        <button type="button" class="copy" id="copy-{id}" data-copy="{Escape(value)}" aria-describedby="{id}-label">
        <span class="number">{shown}</span><span class="hint" data-hint>{texts.Copy}</span></button>
        """;
}
