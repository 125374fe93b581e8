using Nethereum.Hex.HexTypes;
using Payments.Chains.Reading;

namespace Payments.Chains.Evm;

/// <summary>Numbers out of Nethereum's quantities, by the same rules as those of bulk answers.</summary>
internal static class EvmQuantity
{
    /// <summary>A number, an index or a time.</summary>
    public static long Number(HexBigInteger? quantity) => EvmHex.Number(EvmHex.Digits(quantity?.HexValue));

    /// <summary>An amount of wei.</summary>
    public static UInt128 Wei(HexBigInteger? quantity) =>
        EvmHex.Units(EvmHex.Digits(quantity?.HexValue)) ?? throw new ChainReadException("an amount that is out of range");
}
