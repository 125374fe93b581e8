using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;
using Payments.Domain.Settings;

namespace Payments.Host.Cluster;

/// <summary>Mutual TLS between silos and fronts. Who has a certificate of the cluster's authority is a member; names and addresses are not compared, because silos come and go at any address.</summary>
internal sealed class ClusterTls
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    private readonly X509Certificate2 certificate;
    private readonly X509Certificate2Collection authority;
    private readonly string clusterName;

    private ClusterTls(X509Certificate2 certificate, X509Certificate2Collection authority, string clusterName) =>
        (this.certificate, this.authority, this.clusterName) = (certificate, authority, clusterName);

    /// <summary>Reads the files; null where TLS is off.</summary>
    /// <exception cref="SettingException">They are missing, unreadable or do not belong together; the message names the setting.</exception>
    public static ClusterTls? Open(TlsSettings settings, string clusterName)
    {
        if (!settings.IsOn)
        {
            return settings.Key.Length + settings.Password.Length + settings.Authority.Length == 0
                ? null
                : throw new SettingException("Setting Cluster:Tls:Certificate is empty, though others of Cluster:Tls are set: TLS needs this process's certificate.");
        }
        if (settings.Authority.Length == 0) throw new SettingException("Setting Cluster:Tls:Authority is empty: TLS needs the authority whose certificates make a process a member.");
        var authority = new X509Certificate2Collection();
        Read("Authority", settings.Authority, () => authority.ImportFromPemFile(settings.Authority));
        if (!authority.Any(IsRoot)) throw new SettingException($"Setting Cluster:Tls:Authority: '{settings.Authority}' holds no certificate that is its own issuer.");
        X509Certificate2? certificate = null;
        Read("Certificate", settings.Certificate, () => certificate = ReadCertificate(settings));
        var tls = new ClusterTls(certificate!, authority, clusterName);
        if (!certificate!.HasPrivateKey) throw new SettingException($"Setting Cluster:Tls:Certificate: '{settings.Certificate}' holds no private key, and Cluster:Tls:Key names none.");
        if (tls.Fault(certificate) is { } fault) throw new SettingException($"Setting Cluster:Tls:Certificate: other members would refuse '{settings.Certificate}': {fault}");
        return tls;
    }

    /// <summary>Sets Orleans' options.</summary>
    public void SetUp(TlsOptions options)
    {
        options.LocalCertificate = certificate;
        options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.RemoteCertificateValidation = (other, _, _) => Fault(other) is null;
        options.OnAuthenticateAsClient = (_, client) => client.TargetHost = clusterName;
    }

    /// <summary>Why a certificate does not make its holder a member, or null where it does. One that names uses must name both, because members connect and are connected to.</summary>
    internal string? Fault(X509Certificate2 other)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        foreach (var trusted in authority) (IsRoot(trusted) ? chain.ChainPolicy.CustomTrustStore : chain.ChainPolicy.ExtraStore).Add(trusted);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerUse));
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientUse));
        return chain.Build(other) ? null : string.Join("; ", chain.ChainStatus.Select(status => status.StatusInformation.Trim()).Distinct());
    }

    private static bool IsRoot(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private static X509Certificate2 ReadCertificate(TlsSettings settings)
    {
        var bytes = File.ReadAllBytes(settings.Certificate);
        var password = settings.Password.Length > 0 ? settings.Password : null;
        if (!bytes.AsSpan().StartsWith("-----BEGIN"u8)) return X509CertificateLoader.LoadPkcs12(bytes, password);
        var text = System.Text.Encoding.ASCII.GetString(bytes);
        var key = settings.Key.Length > 0 ? File.ReadAllText(settings.Key) : text;
        if (settings.Key.Length == 0 && !key.Contains("PRIVATE KEY-----", StringComparison.Ordinal)) return X509Certificate2.CreateFromPem(text);
        using var read = password is null ? X509Certificate2.CreateFromPem(text, key) : X509Certificate2.CreateFromEncryptedPem(text, key, password);
        // Not every platform's TLS takes a key that was never in a store.
        return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pfx), password: null);
    }

    private static void Read(string setting, string file, Action read)
    {
        try
        {
            read();
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SettingException($"Setting Cluster:Tls:{setting}: '{file}' cannot be used: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }
}
