using Microsoft.Extensions.Logging;

namespace Payments.Http.Ops;

public sealed partial class UserCheckReader
{
    [LoggerMessage(LogLevel.Warning, "What the comparison of users' ledgers found cannot be told: {Error}. Everything else is shown.")]
    private static partial void LogUntold(ILogger logger, string error);
}
