using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Payments.Host.Cluster;
using Payments.Testing;

namespace Payments.Http.Tests.Cluster;

/// <summary>Who may take part in a cluster that speaks TLS, and what is told where its files cannot work.</summary>
public sealed class ClusterTlsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("payments-tls-").FullName;
    private readonly TestAuthority authority = new("Payments cluster");

    public void Dispose()
    {
        authority.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_certificate_of_the_authority_makes_a_member()
    {
        var tls = Open(Pem("silo-1"));
        using var other = authority.Issue("silo-2");
        tls.Fault(other).Should().BeNull();
    }

    [Fact]
    public void A_certificate_of_another_authority_of_the_same_name_does_not()
    {
        using var foreign = new TestAuthority("Payments cluster");
        using var other = foreign.Issue("silo-2");
        Open(Pem("silo-1")).Fault(other).Should().NotBeNull();
    }

    [Fact]
    public void Nor_does_one_that_is_over_or_that_may_not_connect_to_others()
    {
        var tls = Open(Pem("silo-1"));
        using var past = authority.Issue("silo-2", days: -1);
        using var half = authority.Issue("silo-2", isServerOnly: true);
        tls.Fault(past).Should().NotBeNull();
        tls.Fault(half).Should().NotBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("secret")]
    public void A_pfx_file_is_as_good_as_PEM_files(string? password)
    {
        using var certificate = authority.Issue("silo-1");
        var settings = new TlsSettings { Certificate = Save("silo-1.pfx", certificate.Export(X509ContentType.Pfx, password)), Password = password ?? "", Authority = Authority() };
        Open(settings).Should().NotBeNull();
    }

    [Fact]
    public void An_encrypted_key_is_opened_with_its_password()
    {
        using var certificate = authority.Issue("silo-1");
        var key = certificate.GetECDsaPrivateKey()!.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
        var settings = new TlsSettings { Certificate = Save("a.crt", certificate.ExportCertificatePem()), Key = Save("a.key", key), Password = "secret", Authority = Authority() };
        Open(settings).Should().NotBeNull();
    }

    [Fact]
    public void Without_a_certificate_it_is_off() => ClusterTls.Open(new TlsSettings(), "payments").Should().BeNull();

    [Fact]
    public void What_cannot_work_is_told_in_one_line_that_names_the_setting()
    {
        using var foreign = new TestAuthority("Another");
        using var past = authority.Issue("silo-1", days: -1);
        using var good = authority.Issue("silo-1");
        var pem = Pem("silo-1");
        (TlsSettings Settings, string Told)[] cases =
        [
            (new TlsSettings { Authority = Authority() }, "Setting Cluster:Tls:Certificate is empty, though*"),
            (new TlsSettings { Certificate = pem.Certificate, Key = pem.Key }, "Setting Cluster:Tls:Authority is empty*"),
            (new TlsSettings { Certificate = "/nowhere/a.crt", Authority = Authority() }, "Setting Cluster:Tls:Certificate: '/nowhere/a.crt' cannot be used*"),
            (new TlsSettings { Certificate = pem.Certificate, Key = "/nowhere/a.key", Authority = Authority() }, "Setting Cluster:Tls:Certificate:*cannot be used*"),
            (new TlsSettings { Certificate = pem.Certificate, Authority = Authority() }, "Setting Cluster:Tls:Certificate:*holds no private key*"),
            (new TlsSettings { Certificate = Save("x.pfx", [1, 2, 3]), Authority = Authority() }, "Setting Cluster:Tls:Certificate:*cannot be used*"),
            (new TlsSettings { Certificate = Save("locked.pfx", good.Export(X509ContentType.Pfx, "secret")), Password = "wrong", Authority = Authority() }, "Setting Cluster:Tls:Certificate:*cannot be used*"),
            (new TlsSettings { Certificate = pem.Certificate, Key = pem.Key, Authority = Save("empty.crt", "") }, "Setting Cluster:Tls:Authority:*holds no certificate that is its own issuer*"),
            (new TlsSettings { Certificate = pem.Certificate, Key = pem.Key, Authority = Save("foreign.crt", foreign.Pem) }, "Setting Cluster:Tls:Certificate: other members would refuse*"),
            (new TlsSettings { Certificate = Save("past.pfx", past.Export(X509ContentType.Pfx)), Authority = Authority() }, "Setting Cluster:Tls:Certificate: other members would refuse*"),
        ];
        foreach (var (settings, told) in cases)
        {
            var open = () => ClusterTls.Open(settings, "payments");
            open.Should().Throw<InvalidOperationException>().Which.Message.Should().Match(told).And.NotContain("\n").And.NotContain("secret");
        }
    }

    private static ClusterTls Open(TlsSettings settings) => ClusterTls.Open(settings, "payments")!;

    private TlsSettings Pem(string name)
    {
        var (certificate, key) = authority.IssueInto(folder, name);
        return new TlsSettings { Certificate = certificate, Key = key, Authority = Authority() };
    }

    private string Authority() => Save("authority.crt", authority.Pem);

    private string Save(string name, string text) => Save(name, System.Text.Encoding.ASCII.GetBytes(text));

    private string Save(string name, byte[] bytes)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
