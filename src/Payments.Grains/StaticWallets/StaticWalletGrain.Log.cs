using Microsoft.Extensions.Logging;
using Payments.Domain.Identity;

namespace Payments.Grains.StaticWallets;

public sealed partial class StaticWalletGrain
{
    [LoggerMessage(LogLevel.Information, "Static wallet {Reference} of merchant {Merchant} has its address")]
    private static partial void LogOpened(ILogger logger, string reference, MerchantId merchant);

    [LoggerMessage(LogLevel.Warning,
        "Payment {Payment} to static wallet {Reference} is held and credited to nobody: {Reason}. The merchant sees it among the " +
        "wallet's held payments and decides")]
    private static partial void LogHeld(ILogger logger, string payment, string reference, string reason);

    [LoggerMessage(LogLevel.Error,
        "Payment {Payment} to static wallet {Reference} was credited with {Credited}, and the provider says {Said} now. Nothing was " +
        "changed; compare with the provider's own list")]
    private static partial void LogOtherAmount(ILogger logger, string payment, string reference, decimal credited, decimal said);

    [LoggerMessage(LogLevel.Error,
        "Static wallet {Reference} holds as many payments as one may, so payment {Payment} was not taken; the provider sends it again. " +
        "The merchant must decide about the held ones")]
    private static partial void LogFull(ILogger logger, string reference, string payment);
}
