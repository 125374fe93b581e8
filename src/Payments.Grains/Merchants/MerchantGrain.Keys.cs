using Payments.Contracts.Merchants;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.People;
using Payments.Domain.Secrets;

namespace Payments.Grains.Merchants;

public sealed partial class MerchantGrain
{
    private const int IdBytes = 8;

    /// <inheritdoc />
    public async Task<IssuedKeys?> IssueKeysAsync(bool secretToo, string? keyHash)
    {
        if (committed is null || IsReplaced(keyHash)) return null;
        var (apiKey, secret) = (ApiKeys.NewKey(random), secretToo ? ApiKeys.NewSecret(random) : null);
        var now = time.GetUtcNow();
        var merchant = ApiKeyRules.Regenerate(committed, ApiKeys.Hash(apiKey), now);
        // A secret that is replaced here may be known to others: it ends at once, and so does the one before it.
        if (secret is not null) merchant = MerchantRules.WithSecret(merchant, Seal(secret), null, null, now);
        await CommitAsync(merchant);
        LogKeysIssued(logger, Id, secretToo);
        return new IssuedKeys { Merchant = committed!, ApiKey = apiKey, ApiSecret = secret };
    }

    /// <inheritdoc />
    public Task<KeyResult> AddKeyAsync(AddKey command, string? keyHash, PersonId? by)
    {
        var text = ApiKeys.NewKey(random);
        return ChangeKeyAsync(keyHash, by, text, (merchant, held, now) => ApiKeyRules.Add(merchant, new ApiKey
        {
            Id = NewId(),
            Name = command.Name,
            KeyHash = ApiKeys.Hash(text),
            Scopes = command.Scopes,
            Network = command.Network,
            CreatedAt = now,
        }, held, now));
    }

    /// <inheritdoc />
    public Task<KeyResult> RollKeyAsync(string keyId, TimeSpan overlap, string? keyHash, PersonId? by)
    {
        var text = ApiKeys.NewKey(random);
        return ChangeKeyAsync(keyHash, by, text, (merchant, held, now) =>
            ApiKeyRules.Roll(merchant, keyId, ApiKeys.Hash(text), overlap, held, now));
    }

    /// <inheritdoc />
    public Task<KeyResult> RemoveKeyAsync(string keyId, string? keyHash, PersonId? by) =>
        ChangeKeyAsync(keyHash, by, text: null, (merchant, _, now) => ApiKeyRules.Remove(merchant, keyId, now));

    /// <inheritdoc />
    public async Task NoteKeyUseAsync(string keyId, string? from)
    {
        if (committed is null) return;
        var changed = ApiKeyRules.NoteUse(committed, keyId, time.GetUtcNow(), from);
        if (!ReferenceEquals(changed, committed)) await CommitAsync(changed);
    }

    /// <inheritdoc />
    public async Task<Merchant?> SetLimitsAsync(MerchantLimits? limits)
    {
        if (committed is null) return null;
        if (limits != committed.Limits) await CommitAsync(committed with { Limits = limits, UpdatedAt = time.GetUtcNow() });
        return committed;
    }

    private async Task<KeyResult> ChangeKeyAsync(
        string? keyHash, PersonId? by, string? text, Func<Merchant, KeyScopes, DateTimeOffset, KeyDecision> decide)
    {
        if (committed is null) return new KeyResult { Outcome = KeyOutcome.UnknownMerchant };
        var now = time.GetUtcNow();
        // The role is asked here, not where the page was made: in between it may have been taken away.
        var role = by is { } person ? ShopPeopleRules.RoleOf(committed, person) : null;
        if (by is not null && !RoleRules.May(role ?? ShopRole.Accountant, ShopAction.ChangeKeys))
            return new KeyResult { Outcome = KeyOutcome.NotAllowed };
        var held = keyHash is not null ? ApiKeyRules.Find(committed, keyHash, now)?.Scopes
            : by is null ? ApiKeyRules.AllScopes
            : RoleRules.ScopesOf(role);
        if (held is not { } scopes) return new KeyResult { Outcome = KeyOutcome.KeyReplaced };

        var decision = decide(committed, scopes, now);
        if (decision.Verdict is KeyVerdict.Changed)
        {
            await CommitAsync(decision.Merchant);
            LogKeyChanged(logger, Id, decision.Key!.Id, decision.Key.Name);
        }
        return ToResult(decision, text);
    }

    private string NewId() => random.Hex(IdBytes);

    private static KeyResult ToResult(KeyDecision decision, string? text) => decision.Verdict switch
    {
        KeyVerdict.Changed => new KeyResult { Outcome = KeyOutcome.Saved, Key = decision.Key, Text = text },
        KeyVerdict.NotFound => new KeyResult { Outcome = KeyOutcome.NotFound },
        KeyVerdict.TooMany => new KeyResult { Outcome = KeyOutcome.TooMany },
        KeyVerdict.FirstStays => new KeyResult { Outcome = KeyOutcome.FirstStays },
        KeyVerdict.ScopesLacking => new KeyResult { Outcome = KeyOutcome.ScopesLacking, Lacking = decision.Lacking },
        var other => throw new InvalidOperationException($"Unknown verdict {other}."),
    };
}
