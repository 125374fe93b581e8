using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Payments.Testing;

/// <summary>A certificate authority of a test's own.</summary>
public sealed class TestAuthority : IDisposable
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    private readonly X509Certificate2 root;
    private readonly X509SubjectKeyIdentifierExtension identifier;
    private readonly ECDsa rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Makes one.</summary>
    /// <param name="name">Its name; two of the same name are still not the same authority.</param>
    public TestAuthority(string name)
    {
        var request = new CertificateRequest($"CN={name}", rootKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        // By its key two authorities of the same name are told apart.
        request.CertificateExtensions.Add(identifier = new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var now = TimeProvider.System.GetUtcNow();
        root = request.CreateSelfSigned(now.AddDays(-30), now.AddDays(30));
    }

    /// <summary>Its certificate, as PEM.</summary>
    public string Pem => root.ExportCertificatePem();

    /// <summary>Issues a certificate that is valid since a week ago.</summary>
    /// <param name="name">Whose it is.</param>
    /// <param name="days">For how many days from now; negative for one that is over.</param>
    /// <param name="isServerOnly">Whether its holder may not connect to others with it.</param>
    public X509Certificate2 Issue(string name, int days = 1, bool isServerOnly = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var uses = new OidCollection { new Oid(ServerUse) };
        if (!isServerOnly) uses.Add(new Oid(ClientUse));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(uses, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(identifier));
        var now = TimeProvider.System.GetUtcNow();
        using var issued = request.Create(root, now.AddDays(-7), now.AddDays(days), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }

    /// <summary>Issues a certificate by an authority between, as public ones do: what a server sends, and its key, as PEM.</summary>
    public (string Chain, string Key) IssueBelow(string name)
    {
        using var betweenKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=between", betweenKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(identifier));
        var now = TimeProvider.System.GetUtcNow();
        using var issued = request.Create(root, now.AddDays(-20), now.AddDays(20), RandomNumberGenerator.GetBytes(8));
        using var between = issued.CopyWithPrivateKey(betweenKey);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var leaf = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        leaf.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerUse)], critical: false));
        using var last = leaf.Create(between, now.AddDays(-7), now.AddDays(1), RandomNumberGenerator.GetBytes(8));
        return ($"{last.ExportCertificatePem()}\n{between.ExportCertificatePem()}", key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Issues a certificate and writes it and its key into a file each; their paths.</summary>
    public (string Certificate, string Key) IssueInto(string folder, string name)
    {
        using var issued = Issue(name);
        var (certificate, key) = (Path.Combine(folder, $"{name}.crt"), Path.Combine(folder, $"{name}.key"));
        File.WriteAllText(certificate, issued.ExportCertificatePem());
        File.WriteAllText(key, issued.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return (certificate, key);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        root.Dispose();
        rootKey.Dispose();
    }
}
