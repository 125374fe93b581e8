using Microsoft.Extensions.Logging;

namespace Payments.Http.Common;

/// <summary>What the front writes down. Never parameters, keys or secrets.</summary>
internal static partial class HttpLog
{
    [LoggerMessage(LogLevel.Error, "A request to the {Face} face failed")]
    public static partial void Failed(ILogger logger, string face, Exception exception);
}
