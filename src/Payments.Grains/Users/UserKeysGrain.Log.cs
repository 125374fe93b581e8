using Microsoft.Extensions.Logging;

namespace Payments.Grains.Users;

public sealed partial class UserKeysGrain
{
    [LoggerMessage(LogLevel.Warning, "The keys of users' tokens ({Grain}) could not be fetched: {Error}; {Consequence}.")]
    private static partial void LogUnread(ILogger logger, string grain, string error, string consequence);
}
