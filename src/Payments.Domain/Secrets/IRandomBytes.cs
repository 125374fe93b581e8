namespace Payments.Domain.Secrets;

/// <summary>Unpredictable bytes for keys and nonces. The product has one implementation; tests bring one that can be foreseen.</summary>
public interface IRandomBytes
{
    /// <summary>Fills the whole span.</summary>
    void Fill(Span<byte> bytes);

    /// <summary>Unpredictable lower-case hex digits, two for each byte.</summary>
    /// <param name="bytes">How many bytes.</param>
    string Hex(int bytes)
    {
        var buffer = new byte[bytes];
        Fill(buffer);
        return Convert.ToHexStringLower(buffer);
    }
}
