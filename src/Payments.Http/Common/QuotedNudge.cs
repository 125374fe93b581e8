using Payments.Chains;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Domain.Wallets;

namespace Payments.Http.Common;

/// <summary>What a quote asks for above the price. It is not stored, so it is calculated again from the rate.</summary>
internal static class QuotedNudge
{
    /// <summary>
    /// The nudge in atomic units. Zero at an address of the order's own, after a first transfer (the quote asks for the rest then), and
    /// for a token whose decimals were changed since or which is no longer configured.
    /// </summary>
    public static UInt128 Of(ChainCatalog chains, Order order, Quote quote)
    {
        if (quote.IsOwnAddress || order.Transfers.Count > 0) return 0;
        if (!chains.TryGetToken(quote.Chain, quote.Token, out var token) || token.Decimals != quote.Decimals) return 0;
        var price = TokenAmount.FromMoney(order.Money, quote.Rate, quote.Decimals, token.Step);
        return quote.Units > price && quote.Units <= Nudge.MostUnits(price) ? quote.Units - price : 0;
    }

    /// <summary>The nudge in percent of the price, for display.</summary>
    public static double PercentOf(ChainCatalog chains, Order order, Quote quote)
    {
        var nudge = Of(chains, order, quote);
        return nudge == 0 ? 0 : (double)nudge / (double)(quote.Units - nudge) * 100;
    }
}
