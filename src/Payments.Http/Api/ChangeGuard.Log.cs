using System.Net;
using Microsoft.Extensions.Logging;
using Payments.Domain.Identity;

namespace Payments.Http.Api;

internal sealed partial class ChangeGuard
{
    [LoggerMessage(LogLevel.Information, "Merchant {Merchant} asks for a change of {Change} by API key {Key} from {Address}.")]
    private static partial void LogAsked(ILogger logger, MerchantId merchant, GuardedChange change, string key, IPAddress? address);
}
