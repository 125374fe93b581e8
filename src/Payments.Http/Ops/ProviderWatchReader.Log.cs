using Microsoft.Extensions.Logging;

namespace Payments.Http.Ops;

public sealed partial class ProviderWatchReader
{
    [LoggerMessage(LogLevel.Warning,
        "What the last round through the accounts at providers found cannot be told: {Error}. Everything else is shown.")]
    private static partial void LogUntold(ILogger logger, string error);
}
