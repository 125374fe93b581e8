using Microsoft.Extensions.Logging;
using Payments.Domain.Identity;
using Payments.Http.Common;
using Payments.Http.Console.Access;

namespace Payments.Http.Console.Operators;

/// <summary>Asks an operator for the second factor again before a change; one that passes is on record in the program's log.</summary>
internal sealed partial class OperatorProof(ConsoleProof proof, ClientAddresses clients, ILogger<OperatorProof> logger)
{
    /// <summary>Checks what the form shows.</summary>
    /// <param name="call">The request.</param>
    /// <param name="deed">What is changed, for the log.</param>
    /// <returns>Null where it is right, else words for the person.</returns>
    /// <exception cref="InputException">There were too many attempts: 429.</exception>
    public async Task<string?> WhyNotAsync(ConsoleCall call, string deed)
    {
        if (await proof.WhyNotAsync(call) is { } wrong) return wrong;
        LogDeed(logger, call.Me.Person.Id, deed, $"{clients.Of(call.Http)}");
        return null;
    }

    [LoggerMessage(LogLevel.Warning, "Operator {Person}: {Deed}, from {Address}. No action needed if that was meant.")]
    private static partial void LogDeed(ILogger logger, PersonId person, string deed, string address);
}
