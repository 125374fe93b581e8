using Microsoft.Extensions.Logging;
using Payments.Domain.Identity;
using Payments.Domain.Payouts;

namespace Payments.Grains.Payouts;

public sealed partial class PayoutGrain
{
    [LoggerMessage(LogLevel.Information, "Payout {Reference}: {Amount} {Coin} on {Network} to {Address} was asked for by {By}")]
    private static partial void LogRequested(
        ILogger logger, string reference, decimal amount, string coin, string network, string address, string by);

    [LoggerMessage(LogLevel.Information, "Payout {Reference} is {Status} ({Word}), transaction {Transaction}")]
    private static partial void LogNews(ILogger logger, string reference, PayoutStatus status, string word, string? transaction);

    [LoggerMessage(LogLevel.Warning, "Payout {Reference} was refused and not sent: {Reason}")]
    private static partial void LogRefused(ILogger logger, string reference, string? reason);

    [LoggerMessage(LogLevel.Warning, "Whether payout {Reference} was sent is not known, it is asked again: {Reason}")]
    private static partial void LogUnknown(ILogger logger, string reference, string? reason);

    [LoggerMessage(LogLevel.Error,
        "The provider says something of payout {Reference} that does not fit it: {Fault}. Nothing was changed; compare with the " +
        "provider's own list")]
    private static partial void LogOther(ILogger logger, string reference, string fault);

    [LoggerMessage(LogLevel.Error,
        "The provider did not say within {Days} days what became of payout {Reference} and is asked no more: {Reason}. It counts " +
        "towards the limit until its merchant says what became of it (POST /api/v1/payouts/…/resolve)")]
    private static partial void LogLeft(ILogger logger, string reference, double days, string? reason);

    [LoggerMessage(LogLevel.Information, "Payout {Reference} is {Standing} as {By} decided: {Reason}")]
    private static partial void LogDecided(ILogger logger, string reference, PayoutStanding standing, string by, string reason);

    [LoggerMessage(LogLevel.Information, "Payout {Payout} of merchant {Merchant} was declined by rule {Rule}")]
    private static partial void LogDeclined(ILogger logger, MerchantId merchant, string payout, string rule);

    [LoggerMessage(LogLevel.Error,
        "The endpoints of merchant {Merchant} could not be read: its payout goes on, and endpoints are not told of this change of it")]
    private static partial void LogEndpointsUnread(ILogger logger, MerchantId merchant, Exception exception);

    [LoggerMessage(LogLevel.Warning,
        "Events of payouts of merchant {Merchant} could not be handed over to its endpoints' callbacks; this is tried again. " +
        "No action needed where it ends soon")]
    private static partial void LogNotHandedOver(ILogger logger, MerchantId merchant, Exception exception);
}
