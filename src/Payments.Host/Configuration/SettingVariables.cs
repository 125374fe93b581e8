using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Payments.Host.Configuration;

/// <summary>Environment variables with the gateway's prefix. One that is set but empty, as Compose and shells make of what is left out, is as not set.</summary>
internal sealed partial class SettingVariables() : EnvironmentVariablesConfigurationProvider(Prefix), IConfigurationSource
{
    /// <summary>What they begin with, in any case.</summary>
    public const string Prefix = "PAYMENTS_";

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override void Load()
    {
        base.Load();
        foreach (var (name, value) in Data.ToArray())
            if (string.IsNullOrEmpty(value) || IsServiceLink(name, value)) Data.Remove(name);
    }

    /// <summary>What Kubernetes tells every pod of a service that is called payments.</summary>
    private static bool IsServiceLink(string name, string value) => ServiceName().IsMatch(name) || (name.Equals("PORT", StringComparison.OrdinalIgnoreCase) && ServiceAddress().IsMatch(value));

    [GeneratedRegex(@"^(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ServiceName();

    [GeneratedRegex("^(tcp|udp|sctp)://", RegexOptions.CultureInvariant)]
    private static partial Regex ServiceAddress();
}
