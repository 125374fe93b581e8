namespace Nethereum.Hex.HexConvertors;

/// <summary>Turns values into hex and back.</summary>
public interface IHexConvertor<T>
{
    /// <summary>The value in hex.</summary>
    string ConvertToHex(T newValue);

    /// <summary>The value of a hex text.</summary>
    T ConvertFromHex(string? hex);
}
