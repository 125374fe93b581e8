using System.Globalization;
using Payments.Chains.Evm;

namespace Payments.Chains.Uris;

/// <summary>Payment URIs of EIP-681. The target of a token payment is the token's contract, not the receiver.</summary>
internal static class Eip681
{
    public static string Uri(long chainId, string? contract, string receiver, UInt128 units)
    {
        var amount = units.ToString(CultureInfo.InvariantCulture);
        return contract is null
            ? $"ethereum:{EvmAddress.Display(receiver)}@{chainId}?value={amount}"
            : $"ethereum:{EvmAddress.Display(contract)}@{chainId}/transfer?address={EvmAddress.Display(receiver)}&uint256={amount}";
    }
}
