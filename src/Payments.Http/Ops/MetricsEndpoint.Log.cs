using Microsoft.Extensions.Logging;

namespace Payments.Http.Ops;

internal sealed partial class MetricsEndpoint
{
    [LoggerMessage(LogLevel.Warning, "Metrics go without what is stored and how the chains are: {Reason}")]
    private static partial void LogUnread(ILogger logger, string reason);
}
