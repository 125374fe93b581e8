using Microsoft.Extensions.Logging;
using Payments.Domain.Identity;

namespace Payments.Grains.StaticWallets;

public sealed partial class StaticWalletGrain
{
    [LoggerMessage(LogLevel.Information, "Static wallet {Reference} of merchant {Merchant} has its address")]
    private static partial void LogOpened(ILogger logger, string reference, MerchantId merchant);

    [LoggerMessage(LogLevel.Warning,
        "Payment {Payment} to static wallet {Reference} is held and credited to nobody: {Reason}. The merchant sees it among the " +
        "wallet's held payments, and settles or dismisses it")]
    private static partial void LogHeld(ILogger logger, string payment, string reference, string reason);

    [LoggerMessage(LogLevel.Error,
        "Payment {Payment} to static wallet {Reference} was credited with {Credited}, by hand or by the provider's earlier word, and " +
        "the provider says {Said} now. Nothing was changed; compare with the provider's own list")]
    private static partial void LogOtherAmount(ILogger logger, string payment, string reference, decimal credited, decimal said);

    [LoggerMessage(LogLevel.Information,
        "Held payment {Payment} to static wallet {Reference} was settled by the merchant: the user has {Amount} {Currency} for it")]
    private static partial void LogSettled(ILogger logger, string payment, string reference, decimal amount, string currency);

    [LoggerMessage(LogLevel.Information, "Held payment {Payment} to static wallet {Reference} was dismissed by the merchant")]
    private static partial void LogDismissed(ILogger logger, string payment, string reference);

    [LoggerMessage(LogLevel.Error,
        "Static wallet {Reference} holds as many payments as one may, so payment {Payment} was not taken; the provider sends it again. " +
        "The merchant must settle or dismiss held ones")]
    private static partial void LogFull(ILogger logger, string reference, string payment);
}
