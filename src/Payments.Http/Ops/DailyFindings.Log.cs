using Microsoft.Extensions.Logging;

namespace Payments.Http.Ops;

public sealed partial class DailyFindings
{
    [LoggerMessage(LogLevel.Warning, "What {Check} last found cannot be told: {Error}. Everything else is shown.")]
    private static partial void LogUntold(ILogger logger, string check, string error);
}
