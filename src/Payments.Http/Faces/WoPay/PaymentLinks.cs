using Payments.Chains;
using Payments.Domain.Orders;

namespace Payments.Http.Faces.WoPay;

/// <summary>What a payer's wallet opens or scans.</summary>
internal sealed class PaymentLinks(ChainCatalog chains)
{
    /// <summary>The payment URL of what is left to pay, on Ethereum and its kin by EIP-681; null where nothing is.</summary>
    public string? UrlOf(Order order, string label) => ToPay(order) is var (quote, units) ? chains.PaymentUri(quote, units, label) : null;

    /// <summary>The same for wallets that misread links of tokens: there the bare address, without the amount.</summary>
    public string? CodeOf(Order order, string label) => ToPay(order) is var (quote, units) ? chains.CodeText(quote, units, label) : null;

    /// <summary>A coin that was taken out of the configuration has no link any more.</summary>
    private (Quote Quote, UInt128 Units)? ToPay(Order order)
    {
        if (order.Status is not (OrderStatus.Pending or OrderStatus.Detected)) return null;
        if (PaymentFacts.Of(order) is not { Quote: var quote, ToPay: var units } || units == 0) return null;
        return chains.Find(quote.Chain)?.Tokens.ContainsKey(quote.Token) == true ? (quote, units) : null;
    }
}
