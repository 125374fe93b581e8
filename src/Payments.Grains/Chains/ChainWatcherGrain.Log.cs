using Microsoft.Extensions.Logging;
using Payments.Domain.Identity;

namespace Payments.Grains.Chains;

public sealed partial class ChainWatcherGrain
{
    [LoggerMessage(LogLevel.Warning, "Chain {Chain} could not be read: {Reason}; the same blocks come again with the next round")]
    private static partial void LogReadFailed(ILogger logger, ChainId chain, string reason);

    [LoggerMessage(LogLevel.Warning, "The mempool of chain {Chain} could not be looked at: {Reason}; payments show with their block")]
    private static partial void LogLookFailed(ILogger logger, ChainId chain, string reason);

    [LoggerMessage(LogLevel.Error, "A round of chain {Chain} failed; the same blocks come again with the next one")]
    private static partial void LogRoundFailed(ILogger logger, ChainId chain, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Chain {Chain} reorganised: from block {Cursor} back to {Ancestor}")]
    private static partial void LogReorg(ILogger logger, ChainId chain, long cursor, long ancestor);

    [LoggerMessage(LogLevel.Critical, "Chain {Chain} reorganised below block {Oldest}, deeper than the window; orders confirmed there must be checked by hand")]
    private static partial void LogReorgTooDeep(ILogger logger, ChainId chain, long oldest);
}
