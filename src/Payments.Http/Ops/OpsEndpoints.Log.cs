using Microsoft.Extensions.Logging;

namespace Payments.Http.Ops;

public static partial class OpsEndpoints
{
    [LoggerMessage(LogLevel.Warning, "Metrics go without what is stored and how the chains are: {Reason}")]
    private static partial void LogUnread(ILogger logger, string reason);
}
