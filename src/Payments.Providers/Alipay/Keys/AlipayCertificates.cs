using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Payments.Providers.Alipay.Keys;

/// <summary>Certificates of Alipay's certificate mode, and the numbers that requests and answers name them by.</summary>
internal static class AlipayCertificates
{
    private const string RsaSignatures = "1.2.840.113549.1.1";
    private const string Organization = "2.5.4.10";

    private static readonly Dictionary<string, string> ShortNames = new()
    {
        ["2.5.4.3"] = "CN",
        ["2.5.4.6"] = "C",
        ["2.5.4.7"] = "L",
        ["2.5.4.8"] = "ST",
        [Organization] = "O",
        ["2.5.4.11"] = "OU",
    };

    /// <summary>
    /// Reads all certificates of a PEM file, in their order. Blocks that are none are left out: .NET cannot read every SM2 root.
    /// </summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static IReadOnlyList<X509Certificate2> Read(string pem)
    {
        var found = new List<X509Certificate2>();
        var rest = pem.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            var der = Convert.FromBase64String(rest[fields.Base64Data].ToString());
            if (rest[fields.Label] is "CERTIFICATE" && TryLoad(der, out var certificate)) found.Add(certificate);
            rest = rest[fields.Location.End..];
        }
        return found.Count > 0 ? found : throw new FormatException("no certificate in PEM");
    }

    /// <summary>Reads a certificate as <c>alipaycert.download</c> gives it: base64 of PEM, or of DER.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static IReadOnlyList<X509Certificate2> ReadDownloaded(string base64)
    {
        var content = Convert.FromBase64String(base64);
        return content.AsSpan().StartsWith("-----BEGIN"u8) ? Read(Encoding.UTF8.GetString(content))
            : TryLoad(content, out var certificate) ? [certificate]
            : throw new FormatException("no certificate");
    }

    /// <summary>
    /// A certificate's number: MD5 in lower-case hex over its issuer, CN first and without blanks, and its serial number in decimal.
    /// </summary>
    /// <exception cref="FormatException">The issuer's name is in a form that Alipay does not use.</exception>
    public static string NumberOf(X509Certificate2 certificate)
    {
        var serial = new BigInteger(certificate.SerialNumberBytes.Span, isUnsigned: true, isBigEndian: true);
        var text = string.Join(',', Parts(certificate.IssuerName).Select(part => $"{part.Name}={part.Value}")) +
            serial.ToString(CultureInfo.InvariantCulture);
        return Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The number of a bundle of roots: those that are signed by RSA, joined by <c>_</c>.</summary>
    /// <exception cref="FormatException">There is no such root.</exception>
    public static string NumberOf(IEnumerable<X509Certificate2> roots)
    {
        var numbers = roots.Where(root => root.SignatureAlgorithm.Value?.StartsWith(RsaSignatures, StringComparison.Ordinal) == true)
            .Select(NumberOf).ToList();
        return numbers.Count > 0 ? string.Join('_', numbers) : throw new FormatException("no root that is signed by RSA");
    }

    /// <summary>The public key of a certificate.</summary>
    /// <exception cref="FormatException">It is no RSA key.</exception>
    public static SharedRsa KeyOf(X509Certificate2 certificate)
    {
        using var key = certificate.GetRSAPublicKey() ?? throw new FormatException("a certificate of an RSA key was expected");
        return new SharedRsa(key, isPrivate: false);
    }

    /// <summary>The organization that a certificate was issued to, or null.</summary>
    public static string? OrganizationOf(X509Certificate2 certificate) =>
        Parts(certificate.SubjectName).FirstOrDefault(part => part.Name == ShortNames[Organization]).Value;

    /// <summary>Whether a certificate was issued below one of the roots.</summary>
    /// <param name="chain">The certificate, and those between it and the roots.</param>
    /// <param name="roots">The roots.</param>
    /// <param name="at">
    /// When it must hold; null for whenever, and without a look at what the issuers may sign, to compare files only.
    /// </param>
    public static bool IsBelow(IReadOnlyList<X509Certificate2> chain, IReadOnlyList<X509Certificate2> roots, DateTimeOffset? at)
    {
        using var built = new X509Chain();
        var policy = built.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.CustomTrustStore.AddRange(roots.ToArray());
        policy.ExtraStore.AddRange(chain.Skip(1).ToArray());
        if (at is { } moment) policy.VerificationTime = moment.UtcDateTime;
        else policy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid | X509VerificationFlags.IgnoreInvalidBasicConstraints;
        return built.Build(chain[0]);
    }

    /// <summary>The parts of a name, CN first.</summary>
    private static IEnumerable<(string Name, string Value)> Parts(X500DistinguishedName name)
    {
        foreach (var part in name.EnumerateRelativeDistinguishedNames())
        {
            if (part.HasMultipleElements) throw new FormatException("a name of several values in one part");
            var type = part.GetSingleElementType().Value!;
            yield return (ShortNames.GetValueOrDefault(type, type), part.GetSingleElementValue() ?? "");
        }
    }

    private static bool TryLoad(byte[] der, out X509Certificate2 certificate)
    {
        try
        {
            certificate = X509CertificateLoader.LoadCertificate(der);
            return true;
        }
        catch (CryptographicException)
        {
            certificate = null!;
            return false;
        }
    }
}
