using Microsoft.Extensions.Logging;
using Payments.Domain.Callbacks;

namespace Payments.Grains.Callbacks;

public sealed partial class WebhookDeliveryGrain
{
    [LoggerMessage(LogLevel.Warning, "An attempt at {Delivery} could not be made; it is put off")]
    private static partial void LogNotMade(ILogger logger, string delivery, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The health of the endpoint of {Delivery} could not be counted; the next attempt counts it")]
    private static partial void LogNotReported(ILogger logger, string delivery, Exception exception);

    [LoggerMessage(LogLevel.Information, "Callback {Delivery} was heard by {Host}, by {Method}")]
    private static partial void LogHeard(ILogger logger, string delivery, string host, string method);

    [LoggerMessage(LogLevel.Information, "Callback {Delivery} is not tried again: callback {Newer} of its order tells what is so by now")]
    private static partial void LogSuperseded(ILogger logger, string delivery, int newer);

    [LoggerMessage(LogLevel.Information,
        "Callback {Delivery} to {Host} is given up as {Status}: {Error}. It waits for POST /api/v1/deliveries/{Delivery}/resend")]
    private static partial void LogGivenUp(ILogger logger, string delivery, string host, DeliveryStatus status, string? error);
}
