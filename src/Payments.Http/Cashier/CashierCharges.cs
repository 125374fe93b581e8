using System.Text;
using System.Text.Json;
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
        html.Append($"""<p class="label">{texts.ProviderPayment}</p><p class="network"><span class="token">{Escape(charge.Title)}</span></p>""");
        if (charge.State == "underpaid") html.Append("<p class=\"note warn\">").Append(texts.ProviderUnderpaid).Append("</p>");
        if (charge is { Amount: { } amount, Currency: { } currency })
        {
            var shown = $"""<b>{Digits.Grouped(amount)}</b> <span class="token">{Escape(currency)}</span>""";
            html.Append(Copied("charge-amount", texts.Amount, amount, shown, texts));
        }
        if (charge.Network is { } network)
            html.Append($"""<p class="label">{texts.Network}</p><p class="network">{Escape(network)}</p>""");
        if (charge.Address is { } address) html.Append(Copied("charge-address", texts.Address, address, Escape(address), texts));
        var words = CashierParts.Fill(texts.PayAtProvider, Escape(charge.Title));
        if (charge.Url is { } url)
        {
            // Some providers open for pages of a registered domain alone: this link says where it is, which the page itself keeps back.
            const string Opened = "rel=\"noopener\" referrerpolicy=\"origin\"";
            var target = Escape(CashierPay.TargetOf(state.Id, charge, url));
            html.Append($"""<p class="open"><a class="button" id="pay-at-provider" {Opened} href="{target}">{words}</a></p>""");
        }
        if (charge.Parameters is { Count: > 0 } parameters)
        {
            var json = Escape(JsonSerializer.Serialize(parameters, CashierJson.Default.IReadOnlyDictionaryStringString));
            html.Append("<p class=\"open\">")
                .Append($"""<button type="button" class="button" id="pay-in-app" data-bridge="{json}">{words}</button></p>""");
        }
        if (charge.State == "opening") html.Append("<p class=\"note\">").Append(texts.ProviderOpening).Append("</p>");
        html.Append("</div>");
        if (charge.Code is not null)
        {
            var scan = charge.Code == charge.Address ? texts.ScanAddress : CashierParts.Fill(texts.ScanAtProvider, Escape(charge.Title));
            var code = $"/cashier/{state.Id}/qr.svg?of=charge&amp;r={state.Revision}";
            html.Append($"""
                <figure class="qr"><img src="{code}" width="232" height="232" alt="{scan}">
                <figcaption>{scan}</figcaption></figure>
                """);
        }
        return html.Append("</div>").ToString();
    }

    /// <summary>The ways to pay that the payer may choose; nothing where the one that there is was chosen and answered.</summary>
    public static string Choices(CashierState state, CashierTexts texts)
    {
        var isAllChosen = state.ProviderMethods.All(method => method.IsChosen);
        if (state.ProviderMethods.Count == 0 || isAllChosen && state.Charge is not { State: "opening" }) return "";
        var list = new StringBuilder();
        foreach (var method in state.ProviderMethods)
        {
            var (current, mark) = method.IsChosen
                ? (" aria-current=\"true\"", $"<em>{texts.Chosen}</em>")
                : ("", "<i aria-hidden=\"true\">›</i>");
            // A link and no button: the form's own policy keeps a browser from being led to the provider.
            var (open, end) = method.IsInApp
                ? ($"""<a class="method" href="{InAppEndpoints.PathOf(state.Id, method.Method)}"{current}>""", "</a>")
                : ($"""<button class="method" name="method" value="{Escape(method.Method)}"{current}>""", "</button>");
            list.Append(open).Append($"<b>{Escape(method.Title)}</b><span></span>{mark}").Append(end);
        }
        var target = $"/cashier/{state.Id}/method?lang={texts.Code}";
        return $"""
            <h2 class="label" id="providers">{texts.ChooseProvider}</h2>
            <form method="post" aria-labelledby="providers" action="{target}">{list}</form>
            """;
    }

    private static string Copied(string id, string label, string value, string shown, CashierTexts texts) => $"""
        <p class="label" id="{id}-label">{label}</p>
        <button type="button" class="copy" id="copy-{id}" data-copy="{Escape(value)}" aria-describedby="{id}-label">
        <span class="number">{shown}</span><span class="hint" data-hint>{texts.Copy}</span></button>
        """;
}
