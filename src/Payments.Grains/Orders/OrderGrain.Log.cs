using Microsoft.Extensions.Logging;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;

namespace Payments.Grains.Orders;

public sealed partial class OrderGrain
{
    [LoggerMessage(LogLevel.Information, "Order {Order} of merchant {Merchant} is open: number {Number}, {Money} {Currency}")]
    private static partial void LogOpened(ILogger logger, OrderId order, MerchantId merchant, string number, decimal money,
        string currency);

    [LoggerMessage(LogLevel.Information, "Order {Order}: payment {Transfer} of {Amount} is seen")]
    private static partial void LogSeen(ILogger logger, OrderId order, TransferId transfer, string amount);

    [LoggerMessage(LogLevel.Information, "Order {Order}: payment {Transfer} of {Amount} is final and counts")]
    private static partial void LogCounted(ILogger logger, OrderId order, TransferId transfer, string amount);

    [LoggerMessage(LogLevel.Information, "Order {Order} of merchant {Merchant} is completed: number {Number}, {Money} {Currency}")]
    private static partial void LogCompleted(ILogger logger, OrderId order, MerchantId merchant, string number, decimal money,
        string currency);

    [LoggerMessage(LogLevel.Information, "Order {Order} of merchant {Merchant}, number {Number}, was declined by risk rule {Rule}")]
    private static partial void LogDeclined(ILogger logger, OrderId order, MerchantId merchant, string number, string rule);

    [LoggerMessage(LogLevel.Warning,
        "Merchant {Merchant} could not be read; one payment was judged without its own risk rules. No action needed where it ends soon")]
    private static partial void LogRulesUnread(ILogger logger, MerchantId merchant, Exception exception);

    [LoggerMessage(LogLevel.Warning,
        "Could not release a duplicate reservation of order {Order}; the amount stays blocked until the address grain deactivates. " +
        "No action needed")]
    private static partial void LogNotWithdrawn(ILogger logger, OrderId order, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Order {Order}: what {Provider} says of charge {Reference} does not fit what was asked for")]
    private static partial void LogMismatch(ILogger logger, OrderId order, string provider, string reference);

    [LoggerMessage(LogLevel.Error,
        "Order {Order}: {Provider} confirmed charge {Reference} under a number that has paid another order; it pays nothing here")]
    private static partial void LogReceiptTaken(ILogger logger, OrderId order, string provider, string reference);

    [LoggerMessage(LogLevel.Error, "Order {Order} is completed and could not be credited to user {User}: {Outcome}; it is tried again")]
    private static partial void LogNotCredited(ILogger logger, OrderId order, string user, Domain.Users.UserOutcome outcome);

    [LoggerMessage(LogLevel.Warning, "Order {Order} is completed and was not credited to user {User} yet; the order wakes again")]
    private static partial void LogCreditFailed(ILogger logger, OrderId order, string user, Exception exception);

    [LoggerMessage(LogLevel.Warning,
        "Merchant {Merchant} could not be read; its webhook endpoints are not told of one change of an order. The order itself is stored")]
    private static partial void LogEndpointsUnread(ILogger logger, MerchantId merchant, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Callbacks of order {Order} could not be handed over; the order wakes again")]
    private static partial void LogHandOverFailed(ILogger logger, OrderId order, Exception exception);

    [LoggerMessage(LogLevel.Information, "Order {Order}: refund {Refund} of {Amount} {Currency} is {Status}")]
    private static partial void LogRefund(
        ILogger logger, OrderId order, string refund, string amount, string currency, Domain.Refunds.RefundStatus status);

    [LoggerMessage(LogLevel.Error,
        "Order {Order}: {Provider} says that refund {Reference} is {Status}, which does not fit what was asked for, or comes after its " +
        "failure; nothing changes. Compare it with the provider's console")]
    private static partial void LogRefundMismatch(
        ILogger logger, OrderId order, string provider, string reference, Domain.Refunds.RefundStatus status);

    [LoggerMessage(LogLevel.Warning,
        "Order {Order}: the user's credit could not be changed for refund {Refund} yet; the order wakes again")]
    private static partial void LogReversalFailed(ILogger logger, OrderId order, string refund, Exception exception);

    [LoggerMessage(LogLevel.Information, "Order {Order}: share {Share} at {Provider} is {Status} {Word}")]
    private static partial void LogShare(
        ILogger logger, OrderId order, int share, string provider, Domain.Sharing.ShareStatus status, string? word);

    [LoggerMessage(LogLevel.Information, "Order {Order}: return {Return} of a share is {Status} as {By} decided: {Reason}")]
    private static partial void LogReturnDecided(
        ILogger logger, OrderId order, int @return, Domain.Sharing.ShareStatus status, string by, string reason);
}
