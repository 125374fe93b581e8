using Payments.Domain.Money;

namespace Payments.Chains.Uris;

/// <summary>Payment URIs of BIP-21, which Litecoin and Dash took over with their own schemes. The amount is in whole coins, in decimal and exact.</summary>
internal static class Bip21
{
    public static string Uri(string scheme, string address, UInt128 units, int decimals) => $"{scheme}:{address}?amount={TokenAmount.Format(units, decimals)}";
}
