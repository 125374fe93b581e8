using System.Net;
using Payments.Host.Configuration;

namespace Payments.Host.Commands;

/// <summary>Where commands find the gateway that runs on this machine: where its settings say that it listens.</summary>
internal static class LocalGateway
{
    /// <summary>An address of it.</summary>
    /// <param name="settings">The gateway's own settings.</param>
    /// <param name="path">The path, from its slash on.</param>
    public static Uri UriOf(GatewaySettings settings, string path)
    {
        var listens = ListenUrls.Parse(settings.Urls)[0];
        var host = ListenUrls.IsEverywhere(listens) ? IPAddress.Loopback.ToString() : listens.Host;
        return new Uri($"{listens.Scheme}://{host}:{listens.Port}{path}");
    }
}
