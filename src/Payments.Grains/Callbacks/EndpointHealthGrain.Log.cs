using Microsoft.Extensions.Logging;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;

namespace Payments.Grains.Callbacks;

public sealed partial class EndpointHealthGrain
{
    [LoggerMessage(LogLevel.Warning,
        "Webhook endpoint {Endpoint} of merchant {Merchant} is {Notice}: {Failures} failures in a row since {Since:u}, the last: {Error}")]
    private static partial void LogNotice(
        ILogger logger, string endpoint, MerchantId merchant, EndpointNotice notice, int failures, DateTimeOffset since, string error);
}
