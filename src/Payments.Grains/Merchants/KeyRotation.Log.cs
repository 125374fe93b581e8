using Microsoft.Extensions.Logging;
using Payments.Domain.Identity;

namespace Payments.Grains.Merchants;

public sealed partial class KeyRotation
{
    [LoggerMessage(LogLevel.Information, "Nothing is sealed under master key {Key} any more: once every process has another in front, it may be taken out of MasterKey")]
    private static partial void LogFree(ILogger logger, string key);

    [LoggerMessage(LogLevel.Warning, "{Count} merchants are still sealed under master key {Key}: keep it, it is tried again in a minute")]
    private static partial void LogInUse(ILogger logger, long count, string key);

    [LoggerMessage(LogLevel.Warning, "Master key {Key} is in front here, and a newer one was in front of another process: this process seals nothing afresh. Put the newer one in front")]
    private static partial void LogBehind(ILogger logger, string key);

    [LoggerMessage(LogLevel.Warning, "Sealing afresh what lies under older master keys stopped: keep them, it is tried again in a minute")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The secret of merchant {Merchant} could not be sealed afresh")]
    private static partial void LogMerchantFailed(ILogger logger, MerchantId merchant, Exception exception);

    [LoggerMessage(LogLevel.Warning,
        "What is sealed of {Account}, an account at a payment provider or a person, could not be sealed afresh; the next look tries it.")]
    private static partial void LogAccountFailed(ILogger logger, string account, Exception exception);
}
