using Payments.Domain.Money;

namespace Payments.Chains.Uris;

/// <summary>Payment URIs of BIP-21, which Litecoin and Dash took over with their own schemes. The amount is in whole coins, in decimal and exact; the label is percent-encoded UTF-8.</summary>
internal static class Bip21
{
    public static string Uri(string scheme, PaymentRequest request) => $"{scheme}:{request.Address}?amount={TokenAmount.Format(request.Units, request.Token.Decimals)}{request.LabelParameter}";
}
