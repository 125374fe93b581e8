using Microsoft.Extensions.Logging;

namespace Payments.Http.Common;

public sealed partial class AdminGate
{
    [LoggerMessage(LogLevel.Warning,
        "A wrong admin key came to {Path} from {Address}, wrong keys since the last such line: {Count}. " +
        "If they go on, close the operators' paths in the proxy to that address")]
    private static partial void LogWrongKey(ILogger logger, string path, string address, int count);
}
