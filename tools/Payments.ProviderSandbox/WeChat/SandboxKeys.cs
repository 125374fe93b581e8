using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Payments.ProviderSandbox.WeChat;

/// <summary>A pair of keys with a certificate, in PEM.</summary>
/// <param name="Serial">The certificate's number, upper-case hex.</param>
/// <param name="Certificate">The certificate.</param>
/// <param name="PrivateKey">The private key, PKCS#8.</param>
/// <param name="PublicKey">The public key.</param>
/// <param name="From">From when the certificate is good.</param>
/// <param name="Until">Until when.</param>
public sealed record SandboxKeys(
    string Serial, string Certificate, string PrivateKey, string PublicKey, DateTimeOffset From, DateTimeOffset Until)
{
    private const int SerialBytes = 20;

    /// <summary>Makes a pair.</summary>
    /// <param name="name">Whose it is.</param>
    /// <param name="from">From when it is good.</param>
    /// <param name="until">Until when.</param>
    public static SandboxKeys Make(string name, DateTimeOffset from, DateTimeOffset until)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var serial = RandomNumberGenerator.GetBytes(SerialBytes);
        // Positive, and of full length: numbers begin with no zero and carry no sign.
        serial[0] = (byte)(serial[0] & 0x3F | 0x40);
        var signer = X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1);
        using var certificate = request.Create(request.SubjectName, signer, from, until, serial);
        return new SandboxKeys(Convert.ToHexString(serial), certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem(),
            key.ExportSubjectPublicKeyInfoPem(), from, until);
    }
}
