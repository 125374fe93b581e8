using System.Net;
using Microsoft.Extensions.Logging;

namespace Payments.Http.Common;

public sealed partial class ClientAddresses
{
    [LoggerMessage(LogLevel.Warning,
        "Requests come through a proxy at {Proxy} that TrustedProxies does not name: whom they are from is not known, so no limit by " +
        "address holds for them, and API keys that are bound to a network are refused. Add the proxy's network to TrustedProxies")]
    private static partial void LogUnknownProxy(ILogger logger, IPAddress proxy);
}
