using Microsoft.Extensions.Logging;
using Payments.Domain.Rates;

namespace Payments.Grains.Rates;

public sealed partial class RateGrain
{
    [LoggerMessage(LogLevel.Warning, "No source gives a believable rate for {Pair}; the configured one is used, if there is one.")]
    private static partial void LogNoRate(ILogger logger, RatePair pair);

    [LoggerMessage(LogLevel.Error, "The rate for {Pair} could not be refreshed or stored.")]
    private static partial void LogFailed(ILogger logger, RatePair pair, Exception failure);

    [LoggerMessage(LogLevel.Information, "The configured rate for {Pair} is now {Rate}.")]
    private static partial void LogConfigured(ILogger logger, RatePair pair, decimal? rate);
}
