using System.Security.Cryptography;

namespace Payments.Domain.Secrets;

/// <summary>The operating system's cryptographic generator.</summary>
public sealed class SystemRandomBytes : IRandomBytes
{
    /// <inheritdoc />
    public void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
}
