using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

internal sealed partial class SiloRuntime
{
    [LoggerMessage(LogLevel.Error, "Activation of {GrainId} failed; its callers are told, the next call tries again")]
    private static partial void LogActivationFailed(ILogger logger, GrainId grainId, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The silo stopped with {Count} activations still busy; their callers are told")]
    private static partial void LogAbandoned(ILogger logger, int count);

    [LoggerMessage(LogLevel.Error, "Deactivation of {GrainId} failed")]
    private static partial void LogDeactivationFailed(ILogger logger, GrainId grainId, Exception exception);

    [LoggerMessage(LogLevel.Error, "A timer of {GrainId} failed; it goes on with its next tick")]
    private static partial void LogTimerFailed(ILogger logger, GrainId grainId, Exception exception);

    [LoggerMessage(LogLevel.Error, "Reminder {ReminderName} of {GrainId} failed; it comes again with its next tick")]
    private static partial void LogReminderFailed(ILogger logger, string reminderName, GrainId grainId, Exception exception);
}
