using Payments.Contracts;
using Payments.Contracts.Merchants;
using Payments.Contracts.Wallets;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Wallets;

namespace Payments.Grains.Merchants;

/// <summary>Receiving wallets.</summary>
public sealed partial class MerchantGrain
{
    /// <inheritdoc />
    public async Task<WalletResult> AddWalletAsync(SaveWallet command, string? keyHash)
    {
        if (committed is null) return Unknown;
        if (IsReplaced(keyHash)) return KeyReplaced;
        if (reach.WhyNot(command.NotifyUrl) is { } forbidden) return Forbidden(forbidden);

        var decision = MerchantRules.AddWallet(committed, command.ToWallet(time.GetUtcNow()), time.GetUtcNow(), options.Value.WalletDelay);
        if (decision.Verdict is WalletVerdict.Changed)
        {
            // The address or key is this merchant's, and the watcher knows the address, before any order can be paid there.
            var refusal = command.ExtendedKey is { } key
                ? await ClaimAsync(command.Chain, key)
                : await ClaimAsync(command.Chain, command.Address!, command.Token);
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

        var decision = MerchantRules.UpdateWallet(committed, walletId, command.ToWallet(time.GetUtcNow()), time.GetUtcNow());
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

    private async Task<WalletOutcome?> ClaimAsync(ChainId chain, string address, string token)
    {
        var grain = GrainFactory.Find<IWalletAddressGrain>(WalletAddressKey.Of(chain, address));
        if (await grain.RegisterAsync(Id, token)) return null;
        return await grain.GetStatusAsync() is { Owner: var owner } && owner == Id
            ? WalletOutcome.AddressDerived
            : WalletOutcome.AddressTaken;
    }

    private async Task<WalletOutcome?> ClaimAsync(ChainId chain, ExtendedKey key) =>
        await GrainFactory.Find<IExtendedKeyGrain>(ExtendedKeyName.Of(chain, key.Id)).RegisterAsync(key, Id)
            ? null
            : WalletOutcome.AddressTaken;

    private static WalletResult Unknown => new() { Outcome = WalletOutcome.UnknownMerchant };

    private static WalletResult KeyReplaced => new() { Outcome = WalletOutcome.KeyReplaced };

    private static WalletResult Forbidden(string detail) => new() { Outcome = WalletOutcome.ForbiddenCallback, Detail = detail };

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
