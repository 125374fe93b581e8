using Microsoft.Extensions.Logging;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;

namespace Payments.Grains.Callbacks;

public sealed partial class WebhookRecoveryGrain
{
    [LoggerMessage(LogLevel.Information,
        "Recovery of webhook endpoint {Endpoint} of merchant {Merchant} begins: {Total} callbacks since {Since:u} are sent again")]
    private static partial void LogBegun(ILogger logger, string endpoint, MerchantId merchant, long total, DateTimeOffset since);

    [LoggerMessage(LogLevel.Information,
        "Recovery of webhook endpoint {Endpoint} of merchant {Merchant} ended as {Status}: {Resent} of {Total} callbacks were sent again")]
    private static partial void LogEnded(
        ILogger logger, string endpoint, MerchantId merchant, RecoveryStatus status, long resent, long total);
}
