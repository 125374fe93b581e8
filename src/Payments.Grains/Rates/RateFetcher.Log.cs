using Microsoft.Extensions.Logging;
using Payments.Domain.Rates;

namespace Payments.Grains.Rates;

public sealed partial class RateFetcher
{
    [LoggerMessage(LogLevel.Warning, "Rate source {Source} gave nothing for {Pair}: {Reason}")]
    private static partial void LogNothing(ILogger logger, string source, RatePair pair, string reason);

    [LoggerMessage(LogLevel.Warning, "Rate source {Source} gave {Price} for {Pair}, which is refused: {Verdict}.")]
    private static partial void LogRefused(ILogger logger, string source, decimal price, RatePair pair, ReadingVerdict verdict);

    [LoggerMessage(LogLevel.Warning, "Rate source {Source} gave {Price} for {Pair} after {Last}; another source must agree.")]
    private static partial void LogJump(ILogger logger, string source, decimal price, RatePair pair, decimal last);

    [LoggerMessage(LogLevel.Warning, "Rate source {Source} is left alone until {Until:O}.")]
    private static partial void LogResting(ILogger logger, string source, DateTimeOffset until);
}
