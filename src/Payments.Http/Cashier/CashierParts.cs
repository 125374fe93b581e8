using System.Globalization;
using System.Text;
using static Payments.Http.Common.HtmlPage;

namespace Payments.Http.Cashier;

/// <summary>The parts of the cashier page.</summary>
internal static class CashierParts
{
    /// <summary>How long a paid page waits before it goes back to the shop, in seconds.</summary>
    private const int ReturnSeconds = 5;

    public static string Status(CashierState state, CashierTexts texts, string problem)
    {
        var (head, body) = texts.Stages[state.Stage];
        var text = state is { Stage: CashierStage.Underpaid, Coin: { } missing } ? Missing(missing, texts) : body;
        var html = new StringBuilder()
            .Append("<div class=\"status\"><span class=\"sign\" aria-hidden=\"true\">").Append(CashierIcons.For(state.Stage)).Append("</span><div>")
            .Append("<h1 tabindex=\"-1\">").Append(head).Append("</h1><p>").Append(Escape(text)).Append("</p></div></div>");
        if (problem == "coin" && state.Stage is (CashierStage.Choose or CashierStage.Waiting)) html.Append("<p class=\"note bad\" role=\"alert\">").Append(texts.Problem).Append("</p>");
        if (state is { Stage: CashierStage.Choose, Methods.Count: 0 })
            html.Append("<p class=\"note bad\" role=\"alert\">").Append(texts.NoCoin).Append("</p>");
        if (state.Stage is CashierStage.Choose or CashierStage.Waiting or CashierStage.Underpaid)
            html.Append("<p class=\"clock\"><span>").Append(texts.TimeLeft).Append("</span><time data-countdown=\"").Append(CashierPage.Millis(state.ExpiresAt)).Append("\">").Append(Left(state)).Append("</time></p>");
        if (state is { Stage: CashierStage.Confirming, Confirmations: { } depth }) html.Append(Depth(depth, DepthWords(state, texts)));
        if (state is { Stage: CashierStage.Expired })
            html.Append("<p class=\"note\">").Append(state.GraceUntil is { } until && until > state.Now
                ? Fill(texts.Grace, $"<time data-clock=\"{CashierPage.Millis(until)}\">{until.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture)} UTC</time>")
                : texts.NoGrace).Append("</p>");
        if (state.Coin is { } coin && coin.Received != "0" && state.Stage is not CashierStage.Refunded)
            html.Append("<p class=\"got\">").Append(Escape(Fill(texts.Received, coin.Received, coin.Asked, coin.Token))).Append("</p>");
        if (OnItsWay(state, texts) is { } waiting) html.Append("<p class=\"note\">").Append(Escape(waiting)).Append("</p>");
        if (state.Coin is { Excess: not "0" } over) html.Append("<p class=\"note\">").Append(Escape(Fill(texts.Overpaid, over.Excess, over.Token))).Append("</p>");
        return html.ToString();
    }

    public static string Pay(CashierCoin coin, CashierHint? hint, CashierStage stage, CashierTexts texts, string qr) => $"""
        <div class="pay"><div class="what">
        <p class="label" id="amount-label">{(stage == CashierStage.Underpaid ? texts.AmountMissing : texts.Amount)}</p>
        <button type="button" class="copy amount" id="copy-amount" data-copy="{Escape(coin.Amount)}" aria-describedby="amount-label"><span class="number"><b id="amount">{Escape(coin.Amount)}</b> <span class="token">{Escape(coin.Token)}</span></span><span class="hint" data-hint>{texts.Copy}</span></button>
        <p class="small">{(coin.IsOwnAddress ? texts.OwnAddress : texts.Exact)}</p>
        <p class="label">{texts.Network}</p><p class="network"><span class="token">{Escape(coin.Token)}</span> {Escape(coin.ChainName)}</p>
        {CashierMethods.Hint(hint, texts)}
        <p class="label" id="address-label">{texts.Address}</p>
        <button type="button" class="copy address" id="copy-address" data-copy="{Escape(coin.Address)}" aria-describedby="address-label"><span class="number" id="address">{Escape(coin.Address)}</span><span class="hint" data-hint>{texts.Copy}</span></button>
        <div class="note warn"><p>{Escape(Fill(texts.Only, coin.Token, coin.ChainName))}{Escape(coin.Standard is { } standard ? Fill(texts.Exchange, standard) : "")}</p>{Mistakes(coin, texts)}</div>
        </div><figure class="qr"><img src="{qr}" width="232" height="232" alt="{texts.Scan}: {Escape(coin.Amount)} {Escape(coin.Token)}"><figcaption>{(coin.Code == coin.Address ? texts.ScanAddress : texts.Scan)}</figcaption>{Wallet(coin, texts, qr)}</figure></div>
        """;

    public static string Return(CashierState state, CashierTexts texts)
    {
        if (!state.HasReturn || state.Stage is CashierStage.Choose or CashierStage.Waiting or CashierStage.Underpaid or CashierStage.Confirming) return "";
        var link = $"<a class=\"button\" id=\"return\" href=\"/cashier/{state.Id}/return\">{texts.Return}</a>";
        return state.Stage == CashierStage.Completed
            ? $"{link}<p class=\"auto\" data-return=\"{ReturnSeconds}\" data-text=\"{texts.Returning}\" hidden><span></span> <button type=\"button\" class=\"link\" id=\"stay\" data-stay>{texts.Stay}</button></p>"
            : link;
    }

    public static string Facts(CashierState state, CashierTexts texts)
    {
        var html = new StringBuilder("<dl class=\"facts\"><div><dt>").Append(texts.Reference).Append("</dt><dd>").Append(state.Id).Append("</dd></div>");
        foreach (var transaction in state.Transactions)
            html.Append("<div><dt>").Append(texts.Transaction).Append("</dt><dd>").Append(Escape(transaction)).Append("</dd></div>");
        return html.Append("</dl>").ToString();
    }

    /// <summary>What is read out when it changes: where the payment stands, and every sum that is not as asked.</summary>
    public static string Says(CashierState state, CashierTexts texts)
    {
        var (head, _) = texts.Stages[state.Stage];
        var words = new List<string> { head };
        if (state is { Stage: CashierStage.Underpaid, Coin: { } missing }) words.Add(Missing(missing, texts));
        if (OnItsWay(state, texts) is { } waiting) words.Add(waiting);
        if (state.Coin is { Excess: not "0" } over) words.Add(Fill(texts.Overpaid, over.Excess, over.Token));
        return string.Join(". ", words.Select(word => word.TrimEnd('.', '。')));
    }

    /// <summary>How deep the payment is, in words; empty while it need not be.</summary>
    public static string DepthWords(CashierState state, CashierTexts texts) => state is { Stage: CashierStage.Confirming, Confirmations: { } depth }
        ? depth.Needed is { } needed ? Fill(texts.Confirmations, depth.Seen, needed) : Fill(texts.ConfirmationsFinal, depth.Seen)
        : "";

    private static string Missing(CashierCoin coin, CashierTexts texts) => Fill(coin.IsOwnAddress ? texts.OwnAddressMissing : texts.Stages[CashierStage.Underpaid].Body, coin.Amount, coin.Token);

    private static string? OnItsWay(CashierState state, CashierTexts texts) => state is { Stage: CashierStage.Waiting or CashierStage.Underpaid or CashierStage.Expired, Coin: { OnItsWay: not "0" } waiting }
        ? Fill(texts.OnItsWay, waiting.OnItsWay, waiting.Token)
        : null;

    private static string Depth(CashierConfirmations depth, string words)
    {
        var measure = depth.Needed is { } needed ? $" max=\"{needed}\" value=\"{depth.Seen}\"" : "";
        return $"<div class=\"depth\"><progress aria-labelledby=\"depth\"{measure}></progress><span id=\"depth\">{words}</span></div>";
    }

    /// <summary>What payers commonly get wrong on this chain, and no wallet warns of.</summary>
    private static string Mistakes(CashierCoin coin, CashierTexts texts) => texts.Mistakes.TryGetValue(coin.Chain, out var text) ? $"<p>{text}</p>" : "";

    /// <summary>
    /// A link that phones hand to a wallet; only where there is a URI of wallets. Where wallets are known to misread it, the payer opens it
    /// by choice and is told to compare the address.
    /// </summary>
    private static string Wallet(CashierCoin coin, CashierTexts texts, string qr)
    {
        if (coin.Uri == coin.Address) return "";
        var link = $"<a class=\"wallet\" id=\"open-wallet\" href=\"{Escape(coin.Uri)}\">{texts.OpenWallet}</a>";
        return coin.Code == coin.Uri
            ? link
            : $"""
                <details id="link"><summary>{texts.LinkCode}</summary><p class="small">{texts.CompareAddress}</p>
                <img src="{qr}&amp;of=link" loading="lazy" width="232" height="232" alt="{texts.LinkCode}: {Escape(coin.Amount)} {Escape(coin.Token)}">{link}</details>
                """;
    }

    private static string Left(CashierState state)
    {
        var left = state.ExpiresAt > state.Now ? state.ExpiresAt - state.Now : TimeSpan.Zero;
        return string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalMinutes:00}:{left.Seconds:00}");
    }

    internal static string Fill(string text, params object[] values) => string.Format(CultureInfo.InvariantCulture, text, values);
}
