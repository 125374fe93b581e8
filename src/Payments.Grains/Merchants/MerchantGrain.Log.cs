using Microsoft.Extensions.Logging;
using Payments.Domain.Identity;

namespace Payments.Grains.Merchants;

public sealed partial class MerchantGrain
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Merchant {Merchant} registered with pid {Pid}.")]
    private static partial void LogRegistered(ILogger logger, MerchantId merchant, long pid);

    [LoggerMessage(Level = LogLevel.Information, Message = "Merchant {Merchant} has a new API key; a new secret as well: {SecretToo}.")]
    private static partial void LogKeysIssued(ILogger logger, MerchantId merchant, bool secretToo);

    [LoggerMessage(Level = LogLevel.Information, Message = "Merchant {Merchant} added wallet {Wallet} on {Chain} for {Token}.")]
    private static partial void LogWalletAdded(ILogger logger, MerchantId merchant, string wallet, ChainId chain, string token);

    [LoggerMessage(Level = LogLevel.Information, Message = "Merchant {Merchant} removed wallet {Wallet}.")]
    private static partial void LogWalletRemoved(ILogger logger, MerchantId merchant, string wallet);
}
