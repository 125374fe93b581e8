using Microsoft.Extensions.Logging;

namespace Payments.Grains.Reconciliation;

public sealed partial class ReconciliationGrain
{
    [LoggerMessage(LogLevel.Information, "The statement of {Provider} for {Day}, account {Account}, was compared.")]
    private static partial void LogDone(ILogger logger, string provider, string account, DateOnly day);

    [LoggerMessage(LogLevel.Warning,
        "The statement of {Provider} for {Day}, account {Account}, could not be compared: {Trouble}. It is tried again; by hand: " +
        "payments reconcile")]
    private static partial void LogTrouble(ILogger logger, string provider, string account, DateOnly day, string trouble);

    [LoggerMessage(LogLevel.Error,
        "The comparison of statements of {Provider}, account {Account}, failed in a way that it should not. It is tried again " +
        "on the next round.")]
    private static partial void LogFailed(ILogger logger, string provider, string account, Exception failure);
}
