using System.Globalization;
using System.Text;
using Payments.Domain.Merchants;
using Payments.Http.Common;
using static Payments.Http.Common.HtmlPage;

namespace Payments.Http.Cashier;

/// <summary>Renders the cashier. The script only swaps parts (<c>data-part</c>) for newer ones from here, so that every word is rendered in one place.</summary>
internal static class CashierPage
{
    /// <summary>How often browsers without scripts load the page again, in seconds.</summary>
    private const int RefreshSeconds = 10;

    /// <param name="state">What is shown.</param>
    /// <param name="hints">Fee and pace of the coins on show.</param>
    /// <param name="texts">The words.</param>
    /// <param name="problem">What went wrong with the payer's last choice, or an empty text.</param>
    /// <param name="url">Where this page is, as payers see it.</param>
    public static string Render(
        CashierState state, IReadOnlyDictionary<(string Chain, string Token), CashierHint> hints, CashierTexts texts,
        string problem, string url)
    {
        var (head, _) = texts.Stages[state.Stage];
        var pay = IsPayable(state)
            ? CashierParts.Pay(state, state.Coin!, hints.GetValueOrDefault((state.Coin!.Chain, state.Coin.Token)), texts)
            : "";
        var money = Escape(Symbol(state.Currency)) + Digits.Grouped(state.Money);
        return $"""
            <!doctype html>
            <html lang="{texts.Lang}">
            <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">
            <title>{head} · {Escape(state.Shop)}</title>
            <link rel="icon" href="data:,"><link rel="stylesheet" href="{PageAssets.CashierCss}">{Styles(state)}
            <script src="{PageAssets.CashierJs}" defer></script>
            {(state.IsFinal ? "" : $"<noscript><meta http-equiv=\"refresh\" content=\"{RefreshSeconds}\"></noscript>")}
            </head>
            <body>
            {ForBots(url)}
            <main id="cashier" class="card" data-stage="{state.Stage.ToString().ToLowerInvariant()}" data-id="{state.Id}" data-revision="{state.Revision}" data-final="{(state.IsFinal ? 1 : 0)}" data-now="{Millis(state.Now)}" data-copied="{texts.Copied}" data-says="{Escape(CashierParts.Says(state, texts))}" data-depth="{Escape(CashierParts.DepthWords(state, texts))}">
            <header class="top">
            <div class="who">{Logo(state)}<p class="shop">{Escape(state.Shop)}</p>
            {(state.Subject is null ? "" : $"<p class=\"subject\">{Escape(state.Subject)}</p>")}</div>
            <p class="money"><bdi>{money}</bdi> <span>{Escape(state.Currency)}</span></p>
            </header>
            {Part("status", CashierParts.Status(state, texts, problem))}
            {Part("charge", CashierCharges.Render(state, texts))}
            {Part("pay", pay)}
            {Part("providers", CashierCharges.Choices(state, texts))}
            {Part("methods", CashierMethods.Render(state, hints, texts))}
            {Part("return", CashierParts.Return(state, texts))}
            {Part("facts", CashierParts.Facts(state, texts))}
            <footer><span id="offline" role="status" data-text="{texts.Offline}"></span><a href="/cashier?id={state.Id}&amp;lang={texts.Other.Code}" lang="{texts.Other.Code}" hreflang="{texts.Other.Code}">{texts.Other.Name}</a></footer>
            <p id="announce" class="hidden" role="status" aria-live="polite"></p>
            </main>
            </body>
            </html>
            """;
    }

    /// <summary>Whether amount and address are on show: while money is awaited, and not where a payer might send it in vain.</summary>
    public static bool IsPayable(CashierState state) => state.Coin is not null && state.Stage is CashierStage.Waiting or CashierStage.Underpaid;

    /// <summary>Milliseconds since 1970, as scripts reckon time.</summary>
    public static string Millis(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Two shops' bots (kamiFaka, tg_faka_bot) post to <c>submit.php</c> themselves, follow the redirect and look in the page for a script
    /// that leads on, as EPay's own servers send one: the first <c>&lt;script&gt;</c> of one line with a quoted URL. In a comment they find
    /// it, and no browser does.
    /// </summary>
    private static string ForBots(string url) => $"<!--<script>location.href='{Escape(url)}'</script>-->";

    private static string Styles(CashierState state) => BrandAssets.StylesOf(state.Branding) is { } path
        ? $"<link rel=\"stylesheet\" href=\"{Escape(path)}\">"
        : "";

    /// <summary>The name stands beside it, so that it says nothing to readers of screens.</summary>
    private static string Logo(CashierState state) => state.Branding is { Logo: { } logo } look
        ? $"<img class=\"logo\" src=\"{Escape(BrandAssets.PathOf(logo))}\" {Size(look)} alt=\"\">"
        : "";

    private static string Size(Branding look) =>
        string.Create(CultureInfo.InvariantCulture, $"width=\"{look.LogoWidth}\" height=\"{look.LogoHeight}\"");

    private static string Symbol(string currency) => currency switch { "CNY" => "¥", "USD" => "$", _ => "" };

    private static string Part(string name, string html) => new StringBuilder().Append("<section data-part=\"").Append(name).Append("\">").Append(html).Append("</section>").ToString();
}
