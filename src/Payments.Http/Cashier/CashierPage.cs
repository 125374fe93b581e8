using System.Globalization;
using System.Text;
using Payments.Http.Common;
using static Payments.Http.Common.HtmlPage;

namespace Payments.Http.Cashier;

/// <summary>Renders the cashier. The script only swaps parts (<c>data-part</c>) for newer ones from here, so that every word is rendered in one place.</summary>
internal static class CashierPage
{
    /// <summary>How often browsers without scripts load the page again, in seconds.</summary>
    private const int RefreshSeconds = 10;

    public static string Render(CashierState state, IReadOnlyDictionary<(string Chain, string Token), CashierHint> hints, CashierTexts texts, string problem)
    {
        var (head, _) = texts.Stages[state.Stage];
        var isPayable = IsPayable(state);
        return $"""
            <!doctype html>
            <html lang="{texts.Lang}">
            <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">
            <title>{head} · {Escape(state.Shop)}</title>
            <link rel="icon" href="data:,"><link rel="stylesheet" href="{PageAssets.CashierCss}"><script src="{PageAssets.CashierJs}" defer></script>
            {(state.IsFinal ? "" : $"<noscript><meta http-equiv=\"refresh\" content=\"{RefreshSeconds}\"></noscript>")}
            </head>
            <body>
            <main id="cashier" class="card" data-stage="{state.Stage.ToString().ToLowerInvariant()}" data-id="{state.Id}" data-revision="{state.Revision}" data-final="{(state.IsFinal ? 1 : 0)}" data-now="{Millis(state.Now)}" data-copied="{texts.Copied}" data-says="{Escape(CashierParts.Says(state, texts))}" data-depth="{Escape(CashierParts.DepthWords(state, texts))}">
            <header class="top">
            <div class="who"><p class="shop">{Escape(state.Shop)}</p>{(state.Subject is null ? "" : $"<p class=\"subject\">{Escape(state.Subject)}</p>")}</div>
            <p class="money"><bdi>{Escape(Symbol(state.Currency) + state.Money)}</bdi> <span>{Escape(state.Currency)}</span></p>
            </header>
            {Part("status", CashierParts.Status(state, texts, problem))}
            {Part("pay", isPayable ? CashierParts.Pay(state.Coin!, hints.GetValueOrDefault((state.Coin!.Chain, state.Coin.Token)), state.Stage, texts, $"/cashier/{state.Id}/qr.svg?r={state.Revision}") : "")}
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

    private static string Symbol(string currency) => currency switch { "CNY" => "¥", "USD" => "$", _ => "" };

    private static string Part(string name, string html) => new StringBuilder().Append("<section data-part=\"").Append(name).Append("\">").Append(html).Append("</section>").ToString();
}
