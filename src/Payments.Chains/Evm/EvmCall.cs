using System.Globalization;
using Payments.Chains.Calls;
using Payments.Chains.Uris;

namespace Payments.Chains.Evm;

/// <summary>Payments as calls: of the chain's coin plain ones, of an ERC-20 token its <c>transfer(address,uint256)</c>.</summary>
internal static class EvmCall
{
    /// <summary>The first four bytes of the Keccak-256 of <c>transfer(address,uint256)</c>.</summary>
    private const string Transfer = "0xa9059cbb";

    private const int WordDigits = 64;

    /// <summary>The call that makes a payment.</summary>
    public static WalletCall Of(PaymentRequest request)
    {
        if (request.Token.Contract is not { } contract)
            return new WalletCall(EvmAddress.Display(request.Address), request.Units.ToString(CultureInfo.InvariantCulture), "0x");
        var receiver = request.Address[2..].PadLeft(WordDigits, '0');
        var units = request.Units.ToString("x", CultureInfo.InvariantCulture).PadLeft(WordDigits, '0');
        return new WalletCall(EvmAddress.Display(contract), "0", $"{Transfer}{receiver}{units}");
    }
}
