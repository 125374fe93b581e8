using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Payments.Providers.Alipay.Keys;

/// <summary>
/// An RSA key that many threads use at once: instances of <see cref="RSA"/> are for one each, and making one costs more than a signature's
/// check.
/// </summary>
internal sealed class SharedRsa
{
    private readonly RSAParameters parameters;
    private readonly ConcurrentBag<RSA> idle = [];

    /// <summary>Of a key; with its private part where it has one.</summary>
    public SharedRsa(RSA key, bool isPrivate)
    {
        parameters = key.ExportParameters(isPrivate);
        PublicInfo = key.ExportSubjectPublicKeyInfo();
    }

    /// <summary>The public part in its DER form, by which keys are compared.</summary>
    public byte[] PublicInfo { get; }

    /// <summary>Whether it is the same key, private parts aside.</summary>
    public bool IsSame(SharedRsa other) => PublicInfo.AsSpan().SequenceEqual(other.PublicInfo);

    /// <summary>Signs by RSA2: SHA-256 and PKCS#1 v1.5.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        var rsa = Rent();
        try
        {
            return rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        finally
        {
            idle.Add(rsa);
        }
    }

    /// <summary>Whether a signature by RSA2 fits.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        var rsa = Rent();
        try
        {
            return rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        finally
        {
            idle.Add(rsa);
        }
    }

    private RSA Rent() => idle.TryTake(out var rsa) ? rsa : RSA.Create(parameters);
}
