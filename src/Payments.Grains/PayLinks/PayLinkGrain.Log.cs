using Microsoft.Extensions.Logging;
using Payments.Domain.Identity;

namespace Payments.Grains.PayLinks;

public sealed partial class PayLinkGrain
{
    [LoggerMessage(LogLevel.Information, "Payment link {Link} of merchant {Merchant} was made")]
    private static partial void LogMade(ILogger logger, string link, MerchantId merchant);
}
