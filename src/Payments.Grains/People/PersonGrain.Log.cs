using Microsoft.Extensions.Logging;
using Payments.Domain.Identity;

namespace Payments.Grains.People;

public sealed partial class PersonGrain
{
    [LoggerMessage(LogLevel.Information, "Person {Person} has an account now.")]
    private static partial void LogRegistered(ILogger logger, PersonId person);

    [LoggerMessage(LogLevel.Information, "Person {Person} signed in from {Address}.")]
    private static partial void LogSignedIn(ILogger logger, PersonId person, string address);

    [LoggerMessage(LogLevel.Information, "Person {Person} set a new password; sessions elsewhere ended.")]
    private static partial void LogPasswordSet(ILogger logger, PersonId person);

    [LoggerMessage(LogLevel.Information, "Person {Person} set up a second factor, or removed it: {IsSet}.")]
    private static partial void LogFactorSet(ILogger logger, PersonId person, bool isSet);

    [LoggerMessage(LogLevel.Information, "Person {Person} is no operator of the installation any more.")]
    private static partial void LogOperatorDropped(ILogger logger, PersonId person);

    [LoggerMessage(LogLevel.Information,
        "An operator issued a link by which person {Person} sets a password; it makes an operator: {IsOperator}. It ends at {Until:u}.")]
    private static partial void LogLinkIssued(ILogger logger, PersonId person, bool isOperator, DateTimeOffset until);

    [LoggerMessage(LogLevel.Information, "Person {Person} asked for a link by mail that sets a password.")]
    private static partial void LogLinkMailed(ILogger logger, PersonId person);
}
