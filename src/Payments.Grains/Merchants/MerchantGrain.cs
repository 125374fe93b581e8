using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using Payments.Contracts;
using Payments.Contracts.Merchants;
using Payments.Contracts.Providers;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.People;
using Payments.Domain.Secrets;
using Payments.Domain.Wallets;
using Payments.Grains.Callbacks;
using Payments.Grains.Charges;
using Payments.Grains.Orders;
using Payments.Grains.Persistence;
using Payments.Storage;
using Payments.Storage.States;

namespace Payments.Grains.Merchants;

/// <summary>A merchant. Reads interleave with writes and see only what was committed.</summary>
[GrainType("merchant")]
public sealed partial class MerchantGrain(
    [PersistentState(StateNames.Merchant, StorageNames.Default)] IPersistentState<Stored<Merchant>> state,
    SecretBox box,
    IRandomBytes random,
    Settings settings,
    MerchantReader reader,
    UnpaidOrders unpaid,
    CallbackReach reach,
    JsonStateSerializer serializer,
    ChargeBook charges,
    IOptions<MerchantOptions> options,
    TimeProvider time,
    ILogger<MerchantGrain> logger) : Grain, IMerchantGrain
{
    private const string PidSequence = "pid";
    private const string SecretPurpose = "api-secret";

    private Merchant? committed;
    private MerchantAccess? access;

    private MerchantId Id => MerchantId.FromGrainKey(this.GetPrimaryKeyString());

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        committed = state.State.Value;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Withdraw();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task<MerchantKeys?> RegisterAsync(RegisterMerchant command)
    {
        if (committed is not null) return null;
        // A crash between the number and the write loses the number and nothing else.
        var pid = await settings.NextAsync(PidSequence);
        var (apiKey, secret) = (ApiKeys.NewKey(random), ApiKeys.NewSecret(random));
        var now = time.GetUtcNow();
        var merchant = new Merchant
        {
            Id = Id,
            Pid = pid,
            Name = command.Name,
            Email = command.Email,
            WebhookUrl = command.WebhookUrl,
            ApiKeyHash = ApiKeys.Hash(apiKey),
            SealedSecret = Seal(secret),
            People = command.Owner is { } owner
                ? [new ShopPerson { Person = owner, Email = command.Email, Role = ShopRole.Owner, Since = now }]
                : [],
            CreatedAt = now,
            UpdatedAt = now,
        };
        await CommitAsync(merchant);
        LogRegistered(logger, Id, pid);
        return new MerchantKeys { Merchant = committed!, ApiKey = apiKey, ApiSecret = secret };
    }

    /// <inheritdoc />
    public async Task<UnpaidCount> CountUnpaidAsync() => new() { Number = await unpaid.CountAsync(Id), Limit = unpaid.Limit };

    /// <inheritdoc />
    public Task<string?> WhyForbiddenAsync(string url) => Task.FromResult(reach.WhyNot(url));

    /// <inheritdoc />
    public Task<MerchantAccess?> GetAsync()
    {
        if (committed is null)
        {
            // Anybody may ask for any id: what is not there takes no memory.
            DeactivateOnIdle();
            return Task.FromResult<MerchantAccess?>(null);
        }
        if (access is null)
        {
            access = new MerchantAccess
            {
                Merchant = committed,
                Secret = Open(committed.SealedSecret),
                FormerSecret = committed.SealedFormerSecret is { } former ? Open(former) : null,
                EndpointSecrets = committed.Endpoints.ToDictionary(endpoint => endpoint.Id, SecretsOf),
            };
            reader.Publish(access);
        }
        return Task.FromResult<MerchantAccess?>(access);
    }

    /// <inheritdoc />
    public async Task<Merchant?> UpdateAsync(UpdateMerchant command, string? keyHash)
    {
        if (committed is null || IsReplaced(keyHash)) return null;
        var changed = MerchantRules.Update(committed, command.Name, command.WebhookUrl, command.NotifyMethod, command.Polls,
            time.GetUtcNow(), command.UserTokens, command.Recharge, command.Branding,
            command.Logo);
        if (!ReferenceEquals(changed, committed)) await CommitAsync(changed);
        return committed;
    }

    /// <inheritdoc />
    public async Task<RotatedSecret?> RotateSecretAsync(TimeSpan overlap, string? keyHash)
    {
        if (overlap < TimeSpan.Zero || overlap > MerchantRules.MaxSecretOverlap) throw new ArgumentOutOfRangeException(nameof(overlap));
        if (committed is null || IsReplaced(keyHash)) return null;
        var (secret, now) = (ApiKeys.NewSecret(random), time.GetUtcNow());
        // Sealed afresh, so that one master key opens both.
        var former = Seal(Open(committed.SealedSecret));
        await CommitAsync(MerchantRules.WithSecret(committed, Seal(secret), former, now + overlap, now));
        LogSecretRotated(logger, Id, now + overlap);
        return new RotatedSecret { Secret = secret, FormerUntil = now + overlap };
    }

    /// <inheritdoc />
    public async Task ResealAsync()
    {
        if (committed is not null && box.IsOutdated(committed.SealedSecret)) await CommitAsync(committed);
    }

    /// <inheritdoc />
    public async Task<ProviderSaveOutcome> SetProviderAsync(
        string provider, IReadOnlyList<string>? methods, string? keyHash, ProviderMark? mark)
    {
        if (committed is null) return ProviderSaveOutcome.UnknownMerchant;
        if (IsReplaced(keyHash)) return ProviderSaveOutcome.KeyReplaced;
        var now = time.GetUtcNow();
        var changed = methods is null
            ? MerchantRules.WithoutProvider(committed, provider, now)
            : MerchantRules.WithProvider(committed, AccountOf(provider, methods, mark), now);
        if (!ReferenceEquals(changed, committed)) await CommitAsync(changed);
        return ProviderSaveOutcome.Saved;
    }

    /// <inheritdoc />
    public async Task LearnNotifyMethodAsync(string host, NotifyMethod method)
    {
        if (committed is null) return;
        var changed = MerchantRules.Learn(committed, host, method);
        if (!ReferenceEquals(changed, committed)) await CommitAsync(changed);
    }

    private static MerchantProvider AccountOf(string provider, IReadOnlyList<string> methods, ProviderMark? mark) =>
        new() { Name = provider, Methods = methods, SettingsHash = mark?.SettingsHash, FormerUntil = mark?.FormerUntil };

    /// <summary>
    /// Whether a caller used an API key that is not the merchant's any more. Looked up in the turn that acts, so that a key acts before its
    /// end and never after.
    /// </summary>
    private bool IsReplaced(string? keyHash) =>
        keyHash is not null && ApiKeyRules.Find(committed!, keyHash, time.GetUtcNow()) is null;

    /// <summary>Stores; only then do readers see it. A secret under an older master key is sealed afresh on the way.</summary>
    private async Task CommitAsync(Merchant merchant)
    {
        if (box.IsOutdated(merchant.SealedSecret) || merchant.Endpoints.Any(endpoint => box.IsOutdated(endpoint.SealedSecret)))
            merchant = Resealed(merchant);
        merchant = Audited(merchant);
        await state.SaveAsync(merchant, GrainContext);
        if (merchant.Audit is { } mark && mark.Number != committed?.Audit?.Number) LogAudited(logger, Id, mark.Number, mark.Hash);
        committed = merchant;
        Withdraw();
    }

    /// <summary>With all secrets sealed afresh, so that one master key opens them all.</summary>
    private Merchant Resealed(Merchant merchant) => merchant with
    {
        SealedSecret = Seal(Open(merchant.SealedSecret)),
        SealedFormerSecret = Resealed(merchant.SealedFormerSecret),
        Endpoints =
        [
            .. merchant.Endpoints.Select(endpoint => endpoint with
            {
                SealedSecret = Seal(Open(endpoint.SealedSecret)),
                SealedFormerSecret = Resealed(endpoint.SealedFormerSecret),
            }),
        ],
    };

    private string? Resealed(string? sealedSecret) => sealedSecret is null ? null : Seal(Open(sealedSecret));

    private string Seal(string secret) => box.Seal(secret, SecretPurpose, Id.Value);

    private string Open(string sealedSecret) => box.Open(sealedSecret, SecretPurpose, Id.Value);

    private void Withdraw()
    {
        if (access is not null) reader.Withdraw(access);
        access = null;
    }
}
