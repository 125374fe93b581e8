using System.Net;
using Microsoft.Extensions.Logging;
using Payments.Domain.Identity;
using Payments.Http.Api;

namespace Payments.Http.Console.Access;

internal sealed partial class ConsoleProof
{
    [LoggerMessage(LogLevel.Information, "Person {Person} changes {Change} of merchant {Merchant} in the console, from {Address}.")]
    private static partial void LogChanging(ILogger logger, MerchantId merchant, GuardedChange change, PersonId person, IPAddress? address);
}
