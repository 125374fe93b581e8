namespace Payments.Domain.Secrets;

/// <summary>Unpredictable bytes for keys and nonces. The product has one implementation; tests bring one that can be foreseen.</summary>
public interface IRandomBytes
{
    /// <summary>Fills the whole span.</summary>
    void Fill(Span<byte> bytes);
}
