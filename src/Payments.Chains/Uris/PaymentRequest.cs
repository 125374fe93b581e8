using Payments.Domain.Tokens;

namespace Payments.Chains.Uris;

/// <summary>What a payment URI asks for.</summary>
/// <param name="Token">The token.</param>
/// <param name="Address">The receiver in canonical form.</param>
/// <param name="Units">The exact amount.</param>
/// <param name="Label">Who is paid, as the wallet shows it; null for nobody. Only some standards have a place for it.</param>
/// <param name="Reference">What names the order in the transaction; null for nothing.</param>
internal sealed record PaymentRequest(TokenInfo Token, string Address, UInt128 Units, string? Label, string? Reference)
{
    /// <summary>A longer name makes a code that cameras do not read any more.</summary>
    private const int LabelLimit = 40;

    /// <summary>The label for a query, with the sign before it; empty where there is none.</summary>
    public string LabelParameter
    {
        get
        {
            var text = new System.Globalization.StringInfo(Label?.Trim() ?? "");
            if (text.LengthInTextElements == 0) return "";
            var kept = text.LengthInTextElements <= LabelLimit ? text.String : text.SubstringByTextElements(0, LabelLimit - 1) + "…";
            return "&label=" + Uri.EscapeDataString(kept);
        }
    }
}
