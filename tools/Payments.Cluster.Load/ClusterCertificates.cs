using Payments.Testing;

namespace Payments.Cluster.Load;

/// <summary>Certificates of the run's own authority for every process.</summary>
internal sealed class ClusterCertificates(string folder) : IDisposable
{
    private readonly TestAuthority authority = new("Payments cluster");

    /// <summary>Gives a process a certificate.</summary>
    public void Set(Dictionary<string, string> settings, string name) => Set(settings, authority, name, authority.Pem);

    /// <summary>Gives a process a certificate of an authority with the same name that is another, and lets it trust both, so that it is for the members to refuse it.</summary>
    public void SetForeign(Dictionary<string, string> settings, string name)
    {
        using var foreign = new TestAuthority("Payments cluster");
        Set(settings, foreign, name, authority.Pem + '\n' + foreign.Pem);
    }

    /// <inheritdoc />
    public void Dispose() => authority.Dispose();

    private void Set(Dictionary<string, string> settings, TestAuthority issuer, string name, string trusted)
    {
        var root = Path.Combine(folder, $"{name}-authority.crt");
        File.WriteAllText(root, trusted);
        (settings["Cluster:Tls:Certificate"], settings["Cluster:Tls:Key"]) = issuer.IssueInto(folder, name);
        settings["Cluster:Tls:Authority"] = root;
    }
}
