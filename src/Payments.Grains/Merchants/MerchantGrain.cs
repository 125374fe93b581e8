using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using Payments.Contracts;
using Payments.Contracts.Merchants;
using Payments.Contracts.Providers;
using Payments.Contracts.Wallets;
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
            time.GetUtcNow(), command.UserTokens, command.Recharge);
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
    public async Task<WalletResult> AddWalletAsync(SaveWallet command, string? keyHash)
    {
        if (committed is null) return Unknown;
        if (IsReplaced(keyHash)) return KeyReplaced;
        if (reach.WhyNot(command.NotifyUrl) is { } forbidden) return Forbidden(forbidden);

        var decision = MerchantRules.AddWallet(committed, ToWallet(command), time.GetUtcNow(), options.Value.WalletDelay);
        if (decision.Verdict is WalletVerdict.Changed)
        {
            // The address or key is this merchant's, and the watcher knows the address, before any order can be paid there.
            var refusal = command.ExtendedKey is { } key ? await ClaimAsync(command.Chain, key) : await ClaimAsync(command.Chain, command.Address!, command.Token);
            if (refusal is { } outcome) return new WalletResult { Outcome = outcome };
            await CommitAsync(decision.Merchant);
            LogWalletAdded(logger, Id, decision.Wallet!.Id, command.Chain, command.Token);
        }
        return ToResult(decision);
    }

    /// <inheritdoc />
    public async Task<WalletResult> UpdateWalletAsync(string walletId, SaveWallet command, string? keyHash)
    {
        if (committed is null) return Unknown;
        if (IsReplaced(keyHash)) return KeyReplaced;
        // One that was saved before may stay: its orders are refused, and the rest of the wallet can be changed.
        var known = committed.Wallets.FirstOrDefault(wallet => wallet.Id == walletId)?.NotifyUrl;
        if (command.NotifyUrl != known && reach.WhyNot(command.NotifyUrl) is { } forbidden) return Forbidden(forbidden);

        var decision = MerchantRules.UpdateWallet(committed, walletId, ToWallet(command), time.GetUtcNow());
        if (decision.Verdict is WalletVerdict.Changed) await CommitAsync(decision.Merchant);
        return ToResult(decision);
    }

    /// <inheritdoc />
    public async Task<WalletResult> RemoveWalletAsync(string walletId, string? keyHash)
    {
        if (committed is null) return Unknown;
        if (IsReplaced(keyHash)) return KeyReplaced;

        var decision = MerchantRules.RemoveWallet(committed, walletId, time.GetUtcNow());
        if (decision.Verdict is WalletVerdict.Changed)
        {
            await CommitAsync(decision.Merchant);
            LogWalletRemoved(logger, Id, walletId);
        }
        return ToResult(decision);
    }

    /// <inheritdoc />
    public async Task<ProviderSaveOutcome> SetProviderAsync(string provider, IReadOnlyList<string>? methods, string? keyHash)
    {
        if (committed is null) return ProviderSaveOutcome.UnknownMerchant;
        if (IsReplaced(keyHash)) return ProviderSaveOutcome.KeyReplaced;
        var changed = MerchantRules.WithProvider(committed, provider, methods, time.GetUtcNow());
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

    private async Task<WalletOutcome?> ClaimAsync(ChainId chain, string address, string token)
    {
        var grain = GrainFactory.Find<IWalletAddressGrain>(WalletAddressKey.Of(chain, address));
        if (await grain.RegisterAsync(Id, token)) return null;
        return await grain.GetStatusAsync() is { Owner: var owner } && owner == Id ? WalletOutcome.AddressDerived : WalletOutcome.AddressTaken;
    }

    private async Task<WalletOutcome?> ClaimAsync(ChainId chain, ExtendedKey key) =>
        await GrainFactory.Find<IExtendedKeyGrain>(ExtendedKeyName.Of(chain, key.Id)).RegisterAsync(key, Id)
            ? null
            : WalletOutcome.AddressTaken;

    private static WalletResult Unknown => new() { Outcome = WalletOutcome.UnknownMerchant };

    private static WalletResult KeyReplaced => new() { Outcome = WalletOutcome.KeyReplaced };

    private static WalletResult Forbidden(string detail) => new() { Outcome = WalletOutcome.ForbiddenCallback, Detail = detail };

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

    private Wallet ToWallet(SaveWallet command) => new()
    {
        Id = MerchantRules.WalletId(command.Chain, command.Token, command.ExtendedKey?.Id ?? command.Address!),
        Chain = command.Chain,
        Token = command.Token,
        Address = command.Address,
        ExtendedKey = command.ExtendedKey,
        NotifyUrl = command.NotifyUrl,
        Currency = command.Currency,
        Rate = command.Rate,
        Tolerance = command.Tolerance,
        Spread = command.Spread,
        IsOff = command.IsOff,
        CreatedAt = time.GetUtcNow(),
    };

    private static WalletResult ToResult(WalletDecision decision) => new()
    {
        Wallet = decision.Wallet,
        Outcome = decision.Verdict switch
        {
            WalletVerdict.Changed or WalletVerdict.Unchanged => WalletOutcome.Saved,
            WalletVerdict.NotFound => WalletOutcome.NotFound,
            WalletVerdict.Duplicate => WalletOutcome.Duplicate,
            WalletVerdict.TooMany => WalletOutcome.TooMany,
            WalletVerdict.FixedFields => WalletOutcome.FixedFields,
            var other => throw new InvalidOperationException($"Unknown verdict {other}."),
        },
    };
}
