using Payments.Contracts.Merchants;
using Payments.Domain.Merchants;
using Payments.Domain.Secrets;

namespace Payments.Grains.Merchants;

public sealed partial class MerchantGrain
{
    /// <inheritdoc />
    public async Task<EndpointResult> AddEndpointAsync(SaveEndpoint command, string? keyHash)
    {
        if (Refused(command, keyHash) is { } refusal) return refusal;
        var (secret, now) = (ApiKeys.NewSecret(random), time.GetUtcNow());
        var endpoint = new WebhookEndpoint
        {
            Id = NewId(),
            Url = command.Url!,
            Events = command.Events!,
            SealedSecret = Seal(secret),
            CreatedAt = now,
            OffSince = command.IsOn == false ? now : null,
            OffReason = command.IsOn == false ? EndpointRules.OffByMerchant : null,
        };
        if (EndpointRules.Add(committed!, endpoint, now, options.Value.EndpointDelay) is not { } changed)
            return Outcome(EndpointOutcome.TooMany);
        await CommitAsync(Resealed(changed));
        LogEndpointAdded(logger, Id, endpoint.Id, endpoint.Url);
        return Saved(EndpointRules.Find(committed!, endpoint.Id)!) with { Secret = secret };
    }

    /// <inheritdoc />
    public async Task<EndpointResult> UpdateEndpointAsync(string endpointId, SaveEndpoint command, string? keyHash)
    {
        if (Refused(command, keyHash) is { } refusal) return refusal;
        if (EndpointRules.Find(committed!, endpointId) is not { } known) return Outcome(EndpointOutcome.NotFound);
        var now = time.GetUtcNow();
        var moved = command.Url is { } url ? EndpointRules.Move(known, url, now, options.Value.EndpointDelay) : known;
        var changed = moved with { Events = command.Events ?? known.Events };
        if (command.IsOn == true) changed = changed with { OffSince = null, OffReason = null };
        if (command.IsOn == false && known.OffSince is null)
            changed = changed with { OffSince = now, OffReason = EndpointRules.OffByMerchant };
        if (changed != known) await CommitAsync(EndpointRules.Replace(committed!, changed, now));
        return Saved(changed);
    }

    /// <inheritdoc />
    public async Task<EndpointResult> RotateEndpointSecretAsync(string endpointId, TimeSpan overlap, string? keyHash)
    {
        if (overlap < TimeSpan.Zero || overlap > MerchantRules.MaxSecretOverlap) throw new ArgumentOutOfRangeException(nameof(overlap));
        if (Refused(null, keyHash) is { } refusal) return refusal;
        if (EndpointRules.Find(committed!, endpointId) is not { } known) return Outcome(EndpointOutcome.NotFound);
        var (secret, now) = (ApiKeys.NewSecret(random), time.GetUtcNow());
        var changed = known with
        {
            SealedSecret = Seal(secret),
            SealedFormerSecret = known.SealedSecret,
            FormerSecretUntil = now + overlap,
            SecretChangedAt = now,
        };
        await CommitAsync(Resealed(EndpointRules.Replace(committed!, changed, now)));
        LogEndpointRotated(logger, Id, endpointId, now + overlap);
        return Saved(changed) with { Secret = secret };
    }

    /// <inheritdoc />
    public async Task<EndpointResult> RemoveEndpointAsync(string endpointId, string? keyHash)
    {
        if (Refused(null, keyHash) is { } refusal) return refusal;
        if (EndpointRules.Find(committed!, endpointId) is not { } known) return Outcome(EndpointOutcome.NotFound);
        await CommitAsync(EndpointRules.Remove(committed!, endpointId, time.GetUtcNow()));
        LogEndpointRemoved(logger, Id, endpointId);
        return Saved(known);
    }

    /// <inheritdoc />
    public async Task SwitchOffEndpointAsync(string endpointId, string reason)
    {
        if (committed is null || EndpointRules.Find(committed, endpointId) is not { OffSince: null } known) return;
        var now = time.GetUtcNow();
        await CommitAsync(EndpointRules.Replace(committed, known with { OffSince = now, OffReason = reason }, now));
    }

    private EndpointSecrets SecretsOf(WebhookEndpoint endpoint) => new()
    {
        Secret = Open(endpoint.SealedSecret),
        Former = endpoint.SealedFormerSecret is { } former ? Open(former) : null,
        FormerUntil = endpoint.FormerSecretUntil,
    };

    /// <summary>What stands in the way of a change; null where nothing does.</summary>
    private EndpointResult? Refused(SaveEndpoint? command, string? keyHash)
    {
        if (committed is null) return Outcome(EndpointOutcome.UnknownMerchant);
        if (IsReplaced(keyHash)) return Outcome(EndpointOutcome.KeyReplaced);
        return reach.WhyNot(command?.Url) is { } forbidden ? Outcome(EndpointOutcome.ForbiddenUrl) with { Detail = forbidden } : null;
    }

    private static EndpointResult Outcome(EndpointOutcome outcome) => new() { Outcome = outcome };

    private static EndpointResult Saved(WebhookEndpoint endpoint) => new() { Outcome = EndpointOutcome.Saved, Endpoint = endpoint };
}
