using Nethereum.Hex.HexConvertors;
using Nethereum.Hex.HexConvertors.Extensions;

namespace Nethereum.Hex.HexTypes;

/// <summary>A value that JSON-RPC carries as hex. What came as hex is read when its value is first wanted, so a malformed text shows only then.</summary>
public class HexRPCType<T>
{
    private readonly Lazy<T> value;

    /// <summary>Of a hex text, whose prefix may be missing.</summary>
    public HexRPCType(IHexConvertor<T> convertor, string? hexValue)
    {
        HexValue = hexValue.EnsureHexPrefix();
        value = new Lazy<T>(() => convertor.ConvertFromHex(HexValue));
    }

    /// <summary>Of a value.</summary>
    public HexRPCType(T value, IHexConvertor<T> convertor)
    {
        HexValue = convertor.ConvertToHex(value).EnsureHexPrefix();
        this.value = new Lazy<T>(value);
    }

    /// <summary>The hex with its prefix.</summary>
    public string? HexValue { get; }

    /// <summary>The value.</summary>
    /// <exception cref="FormatException">The hex was none.</exception>
    public T Value => value.Value;
}
