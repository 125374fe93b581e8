using Microsoft.Extensions.Logging;
using Payments.Domain.Identity;

namespace Payments.Grains.Orders;

public sealed partial class OrderGrain
{
    [LoggerMessage(LogLevel.Warning, "An amount that was reserved for order {Order} anew could not be given back; its address proposes it to nobody until it is idle")]
    private static partial void LogNotWithdrawn(ILogger logger, OrderId order, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Callbacks of order {Order} could not be handed over; the order wakes again")]
    private static partial void LogHandOverFailed(ILogger logger, OrderId order, Exception exception);
}
