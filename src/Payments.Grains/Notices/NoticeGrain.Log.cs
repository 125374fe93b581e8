using Microsoft.Extensions.Logging;
using Payments.Domain.Notices;

namespace Payments.Grains.Notices;

public sealed partial class NoticeGrain
{
    [LoggerMessage(LogLevel.Information, "Notice {Event} of {Owner} was sent by {Channel}")]
    private static partial void LogSent(ILogger logger, NoticeEvent @event, string owner, NoticeChannel channel);

    [LoggerMessage(LogLevel.Warning,
        "Notice {Event} of {Owner} by {Channel} is tried again, for a day: {Reason}. Check the settings with payments notices check")]
    private static partial void LogLater(ILogger logger, NoticeEvent @event, string owner, NoticeChannel channel, string? reason);

    [LoggerMessage(LogLevel.Warning,
        "Notice {Event} of {Owner} by {Channel} is over and {Outcome}: {Reason}. The shop sees it on its page of notices")]
    private static partial void LogFailed(
        ILogger logger, NoticeEvent @event, string owner, NoticeChannel channel, LetterOutcome outcome, string? reason);

    [LoggerMessage(LogLevel.Error, "Notice {Event} of {Owner} could not be handled; it is not sent again. Nothing else waits for it")]
    private static partial void LogBroken(ILogger logger, NoticeEvent @event, string owner, Exception failure);
}
