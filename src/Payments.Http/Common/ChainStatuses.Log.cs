using Microsoft.Extensions.Logging;
using Payments.Domain.Identity;

namespace Payments.Http.Common;

public sealed partial class ChainStatuses
{
    [LoggerMessage(LogLevel.Warning, "The watcher of {Chain} does not tell; a page is shown without what it knows")]
    private static partial void LogUntold(ILogger logger, ChainId chain, Exception exception);
}
