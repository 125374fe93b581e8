using Microsoft.Extensions.Logging;
using Payments.Domain.Identity;

namespace Payments.Grains.Orders;

public sealed partial class OrderGrain
{
    [LoggerMessage(LogLevel.Warning, "Callbacks of order {Order} could not be handed over; the order wakes again")]
    private static partial void LogHandOverFailed(ILogger logger, OrderId order, Exception exception);
}
