using Payments.Contracts.StaticWallets;
using Payments.Contracts.Users;
using Payments.Domain.StaticWallets;
using Payments.Domain.Users;

namespace Payments.Grains.StaticWallets;

public sealed partial class StaticWalletGrain
{
    /// <inheritdoc />
    public async Task<HeldDepositResult> SettleAsync(SettleHeldDeposit command)
    {
        if (await FindAsync(command.Digest) is not var (wallet, held, _))
            return await DecidedAsync(command.Digest, command.Amount);
        if ((command.Amount ?? StaticWalletRules.WorthOf(wallet, held.Deposit)) is not { } amount)
            return new HeldDepositResult { Outcome = HeldDepositOutcome.WorthUnknown, Wallet = wallet };
        var credit = await EnterAsync(wallet, held.Deposit, amount, command.Reason);
        if (credit.Outcome == UserOutcome.Done)
            LogSettled(logger, held.Deposit.Payment, held.Deposit.Reference, amount, wallet.Currency);
        return new HeldDepositResult { Outcome = HeldDepositOutcome.Credited, Credit = credit, Wallet = wallet };
    }

    /// <inheritdoc />
    public async Task<HeldDepositResult> DismissAsync(string digest, string reason)
    {
        if (await FindAsync(digest) is not var (wallet, held, before))
            return await DecidedAsync(digest, amount: null);
        if (before is not null)
            return new HeldDepositResult { Outcome = HeldDepositOutcome.DismissedBefore, Wallet = wallet, Dismissed = before };
        // A crash may have come between the entry and the end of the hold.
        if (await ledgers.FindAsync(committed!.Merchant, committed.User, held.Deposit.EntryKey) is not null)
        {
            await ReleaseAsync(wallet, held.Deposit);
            return await DecidedAsync(digest, amount: null);
        }
        (wallet, var leaving) = StaticWalletRules.WithDismissed(wallet, held, reason, time.GetUtcNow());
        // First: a crash in between leaves a payment that is kept twice.
        if (leaving.Count > 0) await dismissals.KeepAsync(Key, leaving);
        await SaveAsync(committed, wallet);
        LogDismissed(logger, held.Deposit.Payment, held.Deposit.Reference);
        return new HeldDepositResult { Outcome = HeldDepositOutcome.Dismissed, Wallet = wallet, Dismissed = wallet.Dismissed[^1] };
    }

    /// <summary>
    /// A held or dismissed payment with its wallet and its dismissal, wherever that is kept; null where there is none, or it was credited
    /// since it left the wallet.
    /// </summary>
    private async Task<(StaticWallet Wallet, HeldDeposit Held, DismissedDeposit? Dismissed)?> FindAsync(string digest)
    {
        if (committed is null) return null;
        if (StaticWalletRules.Find(committed, digest) is var (own, kept))
            return (own, kept, StaticWalletRules.DismissedOf(own, kept.Deposit));
        if (await dismissals.FindAsync(Key, digest) is not { Held: { } held } dismissed) return null;
        if (await ledgers.FindAsync(committed.Merchant, committed.User, StaticDeposit.KeyOf(digest)) is not null) return null;
        return StaticWalletKey.TryParse(held.Deposit.Reference, out var key) && committed.Find(key.Coin, key.Network) is { } wallet
            ? (wallet, held, dismissed)
            : null;
    }

    /// <summary>What became of a payment that is not held: the ledger knows whether it was credited.</summary>
    private async Task<HeldDepositResult> DecidedAsync(string digest, decimal? amount)
    {
        if (committed is null) DeactivateOnIdle();
        var entry = committed is null
            ? null
            : await ledgers.FindAsync(committed.Merchant, committed.User, StaticDeposit.KeyOf(digest));
        if (entry is null) return new HeldDepositResult { Outcome = HeldDepositOutcome.NotFound };
        var isSame = amount is null || amount == entry.Amount;
        return new HeldDepositResult
        {
            Outcome = HeldDepositOutcome.Credited,
            Credit = new UserResult { Outcome = isSame ? UserOutcome.Repeated : UserOutcome.KeyTaken, Entry = entry },
        };
    }
}
