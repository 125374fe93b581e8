using Microsoft.Extensions.Logging;
using Payments.Domain.Identity;

namespace Payments.Grains.Merchants;

public sealed partial class KeyRotation
{
    [LoggerMessage(LogLevel.Information, "Nothing is sealed under master key {Key} any more: it may be taken out of MasterKey")]
    private static partial void LogFree(ILogger logger, string key);

    [LoggerMessage(LogLevel.Warning, "{Count} merchants are still sealed under master key {Key}: keep it, the next start tries again")]
    private static partial void LogStuck(ILogger logger, int count, string key);

    [LoggerMessage(LogLevel.Warning, "Sealing afresh what lies under master key {Key} stopped: keep it, the next start tries again")]
    private static partial void LogFailed(ILogger logger, string key, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The secret of merchant {Merchant} could not be sealed afresh")]
    private static partial void LogMerchantFailed(ILogger logger, MerchantId merchant, Exception exception);
}
