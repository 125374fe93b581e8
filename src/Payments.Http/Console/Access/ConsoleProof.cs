using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Payments.Contracts.People;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Console.Access;

/// <summary>
/// Asks a person who is signed in to show the second factor again, or the password where there is none: an unlocked computer must not be
/// enough to change where a shop is paid. The forms have <see cref="Shell.ProofFields"/>.
/// </summary>
internal sealed partial class ConsoleProof(Passwords passwords, SignInLimits limits, ClientAddresses clients, ILogger<ConsoleProof> logger)
{
    /// <summary>The field of a code.</summary>
    public const string CodeField = "proof-code";

    /// <summary>The field of a password.</summary>
    public const string PasswordField = "proof-password";

    /// <summary>Checks what the form shows.</summary>
    /// <returns>Null where it is right, else words for the person.</returns>
    /// <exception cref="InputException">There were too many attempts: 429.</exception>
    public async Task<string?> WhyNotAsync(ConsoleCall call)
    {
        var person = call.Me.Person;
        await limits.CountAsync(call.Http, person.Id);
        if (person.HasSecondFactor)
            return await call.Person.TakeCodeAsync(call.Form[CodeField]) == FactorOutcome.Done ? null : call.Texts.Access.CodeWrong;
        return await passwords.FitsAsync(person.PasswordHash, call.Form.Secret(PasswordField)) ? null : call.Texts.Account.PresentWrong;
    }

    /// <summary>The same of a route that makes a guarded change; one that passes is on record.</summary>
    public async Task<string?> WhyNotChangeAsync(ConsoleCall call)
    {
        if (await WhyNotAsync(call) is { } wrong) return wrong;
        var change = call.Http.GetEndpoint()?.Metadata.GetMetadata<RouteGuard>()?.Change
            ?? throw new InvalidOperationException($"The route of {call.Http.Request.Path} is not marked as a guarded change.");
        LogChanging(logger, call.Shop.Id, change, call.Me.Person.Id, clients.Of(call.Http));
        return null;
    }
}
