using Microsoft.Extensions.Logging;

namespace Payments.Contracts.Limits;

public sealed partial class RateLimiter
{
    [LoggerMessage(LogLevel.Warning,
        "The counter of limit {Policy} did not answer: this front lets a few requests pass by itself for some seconds " +
        "and asks again. No action needed where it ends soon")]
    private static partial void LogAlone(ILogger logger, string policy, Exception exception);
}
