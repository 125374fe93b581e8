using Microsoft.Extensions.Logging;

namespace Payments.Grains.Callbacks;

public sealed partial class WebhookDeliveryGrain
{
    [LoggerMessage(LogLevel.Warning, "An attempt at {Delivery} could not be made; it is put off")]
    private static partial void LogNotMade(ILogger logger, string delivery, Exception exception);
}
