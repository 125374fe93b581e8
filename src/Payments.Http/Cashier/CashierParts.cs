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
        var text = state switch
        {
            { Stage: CashierStage.Underpaid, Coin: { } missing } => Missing(missing, texts),
            { Stage: CashierStage.Waiting, Coin: null } => texts.ProviderWaiting,
            { Stage: CashierStage.Confirming, Coin: null } => texts.ProviderConfirming,
            _ => body,
        };
        var html = new StringBuilder()
            .Append("<div class=\"status\"><span class=\"sign\" aria-hidden=\"true\">").Append(CashierIcons.For(state.Stage)).Append("</span><div>")
            .Append("<h1 tabindex=\"-1\">").Append(head).Append("</h1><p>").Append(Escape(text)).Append("</p></div></div>");
        if (state.Stage is CashierStage.Choose or CashierStage.Waiting && CashierProblem.Text(problem, texts) is { } wrong)
            html.Append("<p class=\"note bad\" role=\"alert\">").Append(wrong).Append("</p>");
        if (state is { Stage: CashierStage.Choose, Methods.Count: 0, ProviderMethods.Count: 0 })
            html.Append("<p class=\"note bad\" role=\"alert\">").Append(texts.NoCoin).Append("</p>");
        if (state.Stage is CashierStage.Choose or CashierStage.Waiting or CashierStage.Underpaid)
            html.Append("<p class=\"clock\"><span>").Append(texts.TimeLeft).Append("</span><time data-countdown=\"").Append(CashierPage.Millis(state.ExpiresAt)).Append("\">").Append(Left(state)).Append("</time></p>");
        if (state is { Stage: CashierStage.Confirming, Confirmations: { } depth })
            html.Append(Depth(depth, DepthWords(state, texts), texts));
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

    public static string Pay(CashierState state, CashierCoin coin, CashierHint? hint, CashierTexts texts) => $"""
        <div class="pay"><div class="what">
        <p class="label" id="amount-label">{(state.Stage == CashierStage.Underpaid ? texts.AmountMissing : texts.Amount)}</p>
        <button type="button" class="copy amount" id="copy-amount" data-copy="{Escape(coin.Amount)}" aria-describedby="amount-label">
        <span class="number"><b id="amount">{Digits.Grouped(coin.Amount)}</b> <span class="token">{Escape(coin.Token)}</span></span>
        <span class="hint" data-hint>{texts.Copy}</span></button>
        {Wallet(coin, texts, Qr(state))}
        <p class="small">{(coin.IsOwnAddress ? texts.OwnAddress : texts.Exact)}</p>
        {Why(state, coin, texts)}
        <p class="label">{texts.Network}</p><p class="network"><span class="token">{Escape(coin.Token)}</span> {Escape(coin.ChainName)}</p>
        {CashierMethods.Hint(hint, texts)}
        <p class="label" id="address-label">{texts.Address}</p>
        <button type="button" class="copy address" id="copy-address" data-copy="{Escape(coin.Address)}" aria-describedby="address-label"><span class="number" id="address">{Escape(coin.Address)}</span><span class="hint" data-hint>{texts.Copy}</span></button>
        <div class="note warn"><p>{Escape(Fill(texts.Only, coin.Token, coin.ChainName))}{Escape(coin.Standard is { } standard ? Fill(texts.Exchange, standard) : "")}</p>{Mistakes(coin, texts)}</div>
        </div><figure class="qr">{Code(Qr(state), "eager", texts.Scan, coin)}
        <figcaption>{(coin.Code == coin.Address ? texts.ScanAddress : texts.Scan)}</figcaption></figure></div>
        """;

    private static string Qr(CashierState state) => $"/cashier/{state.Id}/qr.svg?r={state.Revision}";

    private static string Code(string source, string loading, string name, CashierCoin coin)
    {
        var text = $"{name}: {Escape(coin.Amount)} {Escape(coin.Token)}";
        return $"<img src=\"{source}\" loading=\"{loading}\" width=\"232\" height=\"232\" alt=\"{text}\">";
    }

    /// <summary>The way back to the shop: at the end, and as soon as nothing is left to do.</summary>
    public static string Return(CashierState state, CashierTexts texts)
    {
        if (state.Stage is CashierStage.Choose or CashierStage.Waiting or CashierStage.Underpaid) return "";
        var mayLeave = $"<p class=\"auto\">{texts.MayLeave}</p>";
        if (!state.HasReturn) return state.Stage == CashierStage.Confirming ? mayLeave : "";
        var look = state.Stage == CashierStage.Confirming ? "button second" : "button";
        var link = $"<a class=\"{look}\" id=\"return\" href=\"/cashier/{state.Id}/return?lang={texts.Code}\">{texts.Return}</a>";
        return state.Stage switch
        {
            CashierStage.Confirming => link + mayLeave,
            CashierStage.Completed => $"""
                {link}<p class="auto" data-return="{ReturnSeconds}" data-text="{texts.Returning}" hidden><span></span>
                <button type="button" class="link" id="stay" data-stay>{texts.Stay}</button></p>
                """,
            _ => link,
        };
    }

    public static string Facts(CashierState state, CashierTexts texts)
    {
        var html = new StringBuilder("<dl class=\"facts\">").Append(Fact("reference", texts.Reference, state.Id, null, texts));
        for (var number = 0; number < state.Transactions.Count; number++)
        {
            var (hash, page) = state.Transactions[number];
            html.Append(Fact($"transaction-{number + 1}", texts.Transaction, hash, page, texts));
        }
        return html.Append("</dl>").ToString();
    }

    private static string Fact(string id, string name, string value, string? page, CashierTexts texts)
    {
        var text = Escape(value);
        var shown = page is null
            ? $"<span>{text}</span>"
            : $"<a href=\"{Escape(page)}\" target=\"_blank\" rel=\"noopener noreferrer\" title=\"{texts.Explorer}\">{text}</a>";
        return $"""
            <div><dt id="{id}-label">{name}</dt><dd>{shown}
            <button type="button" class="mini" id="copy-{id}" data-copy="{text}" aria-describedby="{id}-label">
            <span data-hint>{texts.Copy}</span></button></dd></div>
            """;
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

    private static string Depth(CashierConfirmations depth, string words, CashierTexts texts)
    {
        var measure = depth.Needed is { } needed ? $" max=\"{needed}\" value=\"{depth.Seen}\"" : "";
        var left = depth.MinutesLeft switch
        {
            null => "",
            0 => texts.LeftUnderAMinute,
            { } minutes => Fill(texts.LeftMinutes, minutes + 1),
        };
        return $"""
            <div class="depth"><progress aria-labelledby="depth"{measure}></progress>
            <p><span id="depth">{words}</span><span id="left">{left}</span></p></div>
            """;
    }

    /// <summary>How the amount comes of the price: the rate, and what was added so that it is no other order's.</summary>
    private static string Why(CashierState state, CashierCoin coin, CashierTexts texts)
    {
        if (state.Stage != CashierStage.Waiting) return "";
        var words = new List<string>(2);
        var source = texts.RateSources.GetValueOrDefault(coin.RateSource, coin.RateSource);
        if (coin.Rate is { } rate) words.Add(Fill(texts.Rate, coin.Token, rate, state.Currency, source));
        if (coin.Nudge != "0") words.Add(Fill(texts.Nudged, coin.Nudge, coin.Token));
        return words.Count == 0 ? "" : $"<p class=\"small\" id=\"why\">{Escape(string.Join(texts.Space, words))}</p>";
    }

    /// <summary>What payers commonly get wrong on this chain, and no wallet warns of.</summary>
    private static string Mistakes(CashierCoin coin, CashierTexts texts) => texts.Mistakes.TryGetValue(coin.Chain, out var text) ? $"<p>{text}</p>" : "";

    /// <summary>
    /// What hands the payment to a wallet on this device, a button on phones; only where there is a URI of wallets. Where wallets are known
    /// to misread it, the button first shows what to compare, and the link and its code with it.
    /// </summary>
    private static string Wallet(CashierCoin coin, CashierTexts texts, string qr)
    {
        if (coin.Uri == coin.Address) return "";
        string Link(string text) => $"<p class=\"open\"><a class=\"wallet\" id=\"open-wallet\" href=\"{Escape(coin.Uri)}\">{text}</a></p>";
        if (coin.Code == coin.Uri) return Link(texts.OpenWallet);
        return $"""
            <details class="open" id="link"><summary id="open-link">{texts.OpenWallet}</summary>
            <p class="note warn">{texts.CompareAddress}</p>
            {Link(texts.LinkCode)}
            {Code(qr + "&amp;of=link", "lazy", texts.LinkCode, coin)}</details>
            """;
    }

    private static string Left(CashierState state)
    {
        var left = state.ExpiresAt > state.Now ? state.ExpiresAt - state.Now : TimeSpan.Zero;
        return string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalMinutes:00}:{left.Seconds:00}");
    }

    internal static string Fill(string text, params object[] values) => string.Format(CultureInfo.InvariantCulture, text, values);
}
