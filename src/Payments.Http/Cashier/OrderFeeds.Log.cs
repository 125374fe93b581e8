using Microsoft.Extensions.Logging;

namespace Payments.Http.Cashier;

public sealed partial class OrderFeeds
{
    [LoggerMessage(LogLevel.Warning, "An order could not be read for those who watch it")]
    private static partial void LogLookFailed(ILogger logger, Exception exception);
}
