using Payments.Contracts.People;
using Payments.Domain.People;
using Payments.Domain.Secrets;

namespace Payments.Grains.People;

public sealed partial class PersonGrain
{
    /// <inheritdoc />
    public async Task<FactorOutcome> BeginSessionAsync(BeginSession command)
    {
        if (committed is null || committed.PasswordHash != command.PasswordHash) return FactorOutcome.Refused;
        if (committed.HasSecondFactor && command.Code is null) return FactorOutcome.CodeNeeded;
        var proved = committed.HasSecondFactor ? Take(command.Code!) : committed;
        if (proved is null) return FactorOutcome.CodeRefused;

        var met = command.BrowserHash is { } browser
            ? PersonRules.Meet(proved, command.KnownBrowserHash, browser, command.IsFirst, Now)
            : proved;
        await CommitAsync(PersonRules.Begin(met, new PersonSession
        {
            Id = command.SessionId,
            TokenHash = command.TokenHash,
            BegunAt = Now,
            SeenAt = Now,
            SeenFrom = command.From,
            Browser = command.Browser,
            BrowserHash = command.BrowserHash,
        }));
        LogSignedIn(logger, Id, command.From ?? "unknown");
        return FactorOutcome.Done;
    }

    /// <inheritdoc />
    public async Task<FactorOutcome> TakeCodeAsync(string code)
    {
        if (committed is not { HasSecondFactor: true }) return FactorOutcome.Refused;
        if (Take(code) is not { } next) return FactorOutcome.CodeRefused;
        await CommitAsync(next);
        return FactorOutcome.Done;
    }

    /// <inheritdoc />
    public async Task<FactorOutcome> SetFactorAsync(SetFactor command)
    {
        if (committed is not { IsReady: true, HasSecondFactor: false }) return FactorOutcome.Refused;
        if (FactorCodes.StepOf(command.Secret, FactorCodes.Plain(command.Code), Now) is not { } step) return FactorOutcome.CodeRefused;
        await CommitAsync(PersonRules.WithFactor(committed, Seal(command.Secret), step, command.RecoveryHashes, command.SessionId));
        LogFactorSet(logger, Id, true);
        return FactorOutcome.Done;
    }

    /// <inheritdoc />
    public async Task<FactorOutcome> RemoveFactorAsync(string code)
    {
        if (committed is not { HasSecondFactor: true }) return FactorOutcome.Refused;
        if (Take(code) is not { } next) return FactorOutcome.CodeRefused;
        await CommitAsync(PersonRules.WithoutFactor(next));
        LogFactorSet(logger, Id, false);
        return FactorOutcome.Done;
    }

    /// <summary>The person after a code was taken, or null where it is wrong or was used.</summary>
    private Person? Take(string code)
    {
        if (FactorCodes.IsRecovery(code)) return PersonRules.TakeRecovery(committed!, ApiKeys.Hash(FactorCodes.Plain(code)));
        return FactorCodes.StepOf(Open(committed!.SealedSecret!), FactorCodes.Plain(code), Now) is { } step
            ? PersonRules.TakeStep(committed, step)
            : null;
    }
}
