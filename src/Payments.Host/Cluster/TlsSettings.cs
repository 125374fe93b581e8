namespace Payments.Host.Cluster;

/// <summary>How silos and fronts prove to each other who they are: the section <c>Cluster:Tls</c>. All of a cluster use it, or none. Files are read at the start only.</summary>
internal sealed class TlsSettings
{
    /// <summary>A PKCS #12 file (.pfx), or a PEM file, with this process's certificate. Empty, the default, leaves connections between processes open and in clear.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>A PEM file with the certificate's private key; empty where <see cref="Certificate"/> holds it.</summary>
    public string Key { get; set; } = "";

    /// <summary>What opens the .pfx file or the encrypted key; empty where nothing is locked.</summary>
    public string Password { get; set; } = "";

    /// <summary>A PEM file with the authority whose certificates make a process a member, and with those between it and them. Needed: it must issue to nobody else.</summary>
    public string Authority { get; set; } = "";

    /// <summary>Whether TLS is on.</summary>
    public bool IsOn => Certificate.Length > 0;
}
