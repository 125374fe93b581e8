using Microsoft.Extensions.Logging;
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
}
