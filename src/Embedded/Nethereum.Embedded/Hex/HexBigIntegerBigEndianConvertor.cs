using System.Numerics;
using Nethereum.Hex.HexConvertors.Extensions;

namespace Nethereum.Hex.HexConvertors;

/// <summary>Quantities of the JSON-RPC specification: big-endian, no leading zeros.</summary>
public class HexBigIntegerBigEndianConvertor : IHexConvertor<BigInteger>
{
    /// <inheritdoc />
    public string ConvertToHex(BigInteger newValue) => newValue.ToHex(false);

    /// <inheritdoc />
    public BigInteger ConvertFromHex(string? hex) => hex.HexToBigInteger(false);
}
