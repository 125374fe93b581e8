using Microsoft.Extensions.Logging;

namespace Payments.Http.Ops;

public sealed partial class Activations
{
    [LoggerMessage(LogLevel.Information, "Could not count activations; /ops shows none until the silos answer: {Reason}. No action needed")]
    private static partial void LogUncounted(ILogger logger, string reason);
}
