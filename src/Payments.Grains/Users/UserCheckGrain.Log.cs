using Microsoft.Extensions.Logging;

namespace Payments.Grains.Users;

public sealed partial class UserCheckGrain
{
    [LoggerMessage(LogLevel.Error,
        "{Differences} differences between the ledgers and the balances of {Wallets} end users; the first: {Example}. Run: payments check")]
    private static partial void LogDifferences(ILogger logger, long differences, long wallets, string example);

    [LoggerMessage(LogLevel.Information, "The ledgers of {Wallets} end users explain their balances; {Entries} entries.")]
    private static partial void LogAgrees(ILogger logger, long wallets, long entries);

    [LoggerMessage(LogLevel.Error, "The ledgers of end users could not be compared; it is tried again within {Pause}.")]
    private static partial void LogFailed(ILogger logger, TimeSpan pause, Exception failure);
}
