using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Payments.Providers.Alipay.Keys;

namespace Payments.Providers.Tests.Alipay;

/// <summary>A root, an authority below it, and certificates of both sides, as Alipay's are built.</summary>
internal sealed class AlipayCa
{
    private const string AlipayName = "CN=Alipay (China) Network Technology, OU=Alipay, O=Alipay Test, C=CN";

    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly X509Certificate2 root;
    private readonly X509Certificate2 authority;
    private readonly RSA authorityKey = RSA.Create(2048);
    private byte serial;

    private AlipayCa()
    {
        using var rootKey = RSA.Create(2048);
        root = Request("CN=Test Root R1, O=Ant Test, C=CN", rootKey, isAuthority: true).CreateSelfSigned(Start, Start.AddYears(30));
        authority = Request("CN=Test Class 2 R1, OU=CA, O=Ant Test, C=CN", authorityKey, isAuthority: true)
            .Create(root, Start, Start.AddYears(20), [0x12, ++serial]);
    }

    /// <summary>The roots' file.</summary>
    public string RootPem => root.ExportCertificatePem();

    public static AlipayCa New() => new();

    /// <summary>A certificate of Alipay's, by default.</summary>
    /// <returns>Its number, its file with the authority behind it, and its key.</returns>
    public (string Number, string Pem, string Key) Issue(string name = AlipayName, int years = 5, string? publicKeyOf = null)
    {
        using var key = RSA.Create(2048);
        if (publicKeyOf is not null) key.ImportFromPem(publicKeyOf);
        using var issued = Request(name, key, isAuthority: false).Create(
            authority.SubjectName, X509SignatureGenerator.CreateForRSA(authorityKey, RSASignaturePadding.Pkcs1), Start,
                Start.AddYears(years),
            [0x45, ++serial]);
        return (AlipayCertificates.NumberOf(issued), $"{issued.ExportCertificatePem()}\n{authority.ExportCertificatePem()}\n",
            key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>A certificate that a merchant's own certificate signed.</summary>
    public (string Number, string Pem, string Key) IssueByMerchant(string merchantPem, string merchantKey)
    {
        using var merchant = X509Certificate2.CreateFromPem(merchantPem);
        using var signer = RSA.Create();
        signer.ImportFromPem(merchantKey);
        using var key = RSA.Create(2048);
        using var issued = Request(AlipayName, key, isAuthority: false).Create(
            merchant.SubjectName, X509SignatureGenerator.CreateForRSA(signer, RSASignaturePadding.Pkcs1), Start, Start.AddYears(1),
                [0x66, ++serial]);
        return (AlipayCertificates.NumberOf(issued), $"{issued.ExportCertificatePem()}\n{merchantPem}", key.ExportPkcs8PrivateKeyPem());
    }

    private static CertificateRequest Request(string name, RSA key, bool isAuthority)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        return request;
    }
}
