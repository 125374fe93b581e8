using System.Numerics;
using System.Text.Json.Serialization;
using Nethereum.Hex.HexConvertors;

namespace Nethereum.Hex.HexTypes;

/// <summary>A quantity of the JSON-RPC specification.</summary>
[JsonConverter(typeof(HexBigIntegerJsonConverter))]
public class HexBigInteger : HexRPCType<BigInteger>
{
    private static readonly HexBigIntegerBigEndianConvertor Convertor = new();

    /// <summary>Of a hex text, as a node wrote it.</summary>
    public HexBigInteger(string? hex) : base(Convertor, hex) { }

    /// <summary>Of a number from zero up.</summary>
    public HexBigInteger(BigInteger value) : base(value, Convertor) { }

    /// <summary>The number in decimal digits.</summary>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
