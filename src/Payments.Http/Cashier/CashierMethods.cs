using System.Globalization;
using System.Text;
using static Payments.Http.Common.HtmlPage;

namespace Payments.Http.Cashier;

/// <summary>The part of the page in which the payer chooses coin and chain.</summary>
internal static class CashierMethods
{
    public static string Render(CashierState state, IReadOnlyDictionary<(string Chain, string Token), CashierHint> hints, CashierTexts texts)
    {
        if (state.Methods.Count == 0) return "";
        var list = new StringBuilder();
        foreach (var method in state.Methods)
            list.Append("<button class=\"method\" name=\"wallet\" value=\"").Append(Escape(method.Wallet)).Append('"').Append(method.IsChosen ? " disabled aria-current=\"true\"" : "").Append("><b>")
                .Append(Escape(method.Token)).Append("</b><span>").Append(Escape(method.ChainName)).Append(Small(hints.GetValueOrDefault((method.Chain, method.Token)), texts)).Append("</span>")
                .Append(method.IsChosen ? $"<em>{texts.Chosen}</em>" : "<i aria-hidden=\"true\">›</i>").Append("</button>");
        var action = $"/cashier/{state.Id}/wallet?lang={texts.Code}";
        var form = $"<form method=\"post\" aria-labelledby=\"methods\" action=\"{action}\">{list}</form>";
        return state.Stage == CashierStage.Choose
            ? $"<h2 class=\"label\" id=\"methods\">{texts.ChooseCoin}</h2>{form}<p class=\"small\">{texts.FeeNote}</p>"
            : $"<details><summary id=\"methods\">{texts.OtherCoin}</summary>{form}<p class=\"small\">{texts.FeeNote}</p></details>";
    }

    /// <summary>Fee and speed of the chain on show.</summary>
    public static string Hint(CashierHint? hint, CashierTexts texts) => Words(hint, texts) is { Length: > 0 } words ? $"<p class=\"small\" id=\"hint\">{words}</p>" : "";

    private static string Small(CashierHint? hint, CashierTexts texts) => Words(hint, texts) is { Length: > 0 } words ? $"<small>{words}</small>" : "";

    private static string Words(CashierHint? hint, CashierTexts texts)
    {
        if (hint is null) return "";
        var words = new List<string>(2);
        if (hint.Fee is { } fee) words.Add(CashierParts.Fill(texts.Fee, fee, Escape(hint.FeeCoin)));
        if (hint.IsDelayed) words.Add(texts.Delayed);
        if (hint.ToFinal is { } time) words.Add(time < TimeSpan.FromMinutes(1) ? texts.UnderAMinute : CashierParts.Fill(texts.Minutes, Math.Ceiling(time.TotalMinutes).ToString(CultureInfo.InvariantCulture)));
        return string.Join(" · ", words);
    }
}
