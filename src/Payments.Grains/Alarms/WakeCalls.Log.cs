using Microsoft.Extensions.Logging;

namespace Payments.Grains.Alarms;

internal sealed partial class WakeCalls
{
    [LoggerMessage(LogLevel.Warning, "Waking {Key} failed or takes too long; it is tried again")]
    private static partial void LogWakeFailed(ILogger logger, string key, Exception exception);
}
