using Microsoft.Extensions.Logging;
using Payments.Domain.Identity;

namespace Payments.Grains.Merchants;

public sealed partial class MerchantGrain
{
    [LoggerMessage(LogLevel.Information, "Entry {Number} of the audit log of merchant {Merchant} was written; its hash is {Hash}.")]
    private static partial void LogAudited(ILogger logger, MerchantId merchant, long number, string hash);

    [LoggerMessage(LogLevel.Information, "Merchant {Merchant} registered with pid {Pid}.")]
    private static partial void LogRegistered(ILogger logger, MerchantId merchant, long pid);

    [LoggerMessage(LogLevel.Information, "Merchant {Merchant} has a new API key; a new secret as well: {SecretToo}.")]
    private static partial void LogKeysIssued(ILogger logger, MerchantId merchant, bool secretToo);

    [LoggerMessage(LogLevel.Information, "Merchant {Merchant} added, rolled or removed API key {Key}, called {Name}.")]
    private static partial void LogKeyChanged(ILogger logger, MerchantId merchant, string key, string name);

    [LoggerMessage(LogLevel.Information, "Merchant {Merchant} has a new secret; the former one is in force until {Until:u} as well.")]
    private static partial void LogSecretRotated(ILogger logger, MerchantId merchant, DateTimeOffset until);

    [LoggerMessage(LogLevel.Information, "Merchant {Merchant} changed its risk control: {Rules} rules, {Lists} lists.")]
    private static partial void LogRiskChanged(ILogger logger, MerchantId merchant, int rules, int lists);

    [LoggerMessage(LogLevel.Information, "Merchant {Merchant} added webhook endpoint {Endpoint}: {Url}.")]
    private static partial void LogEndpointAdded(ILogger logger, MerchantId merchant, string endpoint, string url);

    [LoggerMessage(LogLevel.Information,
        "Webhook endpoint {Endpoint} of merchant {Merchant} has a new secret; the former one is in force until {Until:u} as well.")]
    private static partial void LogEndpointRotated(ILogger logger, MerchantId merchant, string endpoint, DateTimeOffset until);

    [LoggerMessage(LogLevel.Information, "Merchant {Merchant} removed webhook endpoint {Endpoint}.")]
    private static partial void LogEndpointRemoved(ILogger logger, MerchantId merchant, string endpoint);

    [LoggerMessage(LogLevel.Information, "Merchant {Merchant} added wallet {Wallet} on {Chain} for {Token}.")]
    private static partial void LogWalletAdded(ILogger logger, MerchantId merchant, string wallet, ChainId chain, string token);

    [LoggerMessage(LogLevel.Information,
        "The people of merchant {Merchant} or their roles changed: {People} people, {Invitations} invitations that wait.")]
    private static partial void LogPeopleChanged(ILogger logger, MerchantId merchant, int people, int invitations);

    [LoggerMessage(LogLevel.Information, "Merchant {Merchant} changed to whom its notices go: {Targets} targets now.")]
    private static partial void LogNoticesChanged(ILogger logger, MerchantId merchant, int targets);

    [LoggerMessage(LogLevel.Information, "Merchant {Merchant} removed wallet {Wallet}.")]
    private static partial void LogWalletRemoved(ILogger logger, MerchantId merchant, string wallet);

    [LoggerMessage(LogLevel.Information, "Merchant {Merchant} changed its rules of profit sharing: {Count} now")]
    private static partial void LogShareRulesChanged(ILogger logger, MerchantId merchant, int count);
}
