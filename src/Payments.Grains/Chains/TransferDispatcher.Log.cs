using Microsoft.Extensions.Logging;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;

namespace Payments.Grains.Chains;

public sealed partial class TransferDispatcher
{
    [LoggerMessage(LogLevel.Critical, "Order {Order} failed when transfer {Transfer} came; the transfer is set aside as unmatched and must be assigned by hand once the order is mended")]
    private static partial void LogOrderFailed(ILogger logger, OrderId order, TransferId transfer, Exception exception);

    [LoggerMessage(LogLevel.Critical, "Address {Address} of {Chain} failed when {Count} transfers came; they are set aside as unmatched and must be assigned by hand once the address is mended")]
    private static partial void LogAddressFailed(ILogger logger, ChainId chain, string address, int count, Exception exception);

    [LoggerMessage(LogLevel.Critical, "Order {Order} failed when it was told of {Chain}; the others go on, and what it says of its transfers must be checked by hand")]
    private static partial void LogPassedOver(ILogger logger, ChainId chain, OrderId order, Exception exception);
}
