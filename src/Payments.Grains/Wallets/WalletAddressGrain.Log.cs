using Microsoft.Extensions.Logging;
using Payments.Domain.Identity;

namespace Payments.Grains.Wallets;

public sealed partial class WalletAddressGrain
{
    [LoggerMessage(LogLevel.Error, "The row of order {Order}, which holds an amount at {Address} of {Chain}, cannot be read; a payment to it will be set aside")]
    private static partial void LogUnreadableOrder(ILogger logger, OrderId order, ChainId chain, string address);
}
