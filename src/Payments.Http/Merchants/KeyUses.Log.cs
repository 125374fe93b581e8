using Microsoft.Extensions.Logging;
using Payments.Domain.Identity;

namespace Payments.Http.Merchants;

internal sealed partial class KeyUses
{
    [LoggerMessage(LogLevel.Warning,
        "The use of an API key of merchant {Merchant} could not be noted: its last_used_at stays behind. No action needed")]
    private static partial void LogNotNoted(ILogger logger, MerchantId merchant, Exception exception);
}
