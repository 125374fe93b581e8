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
        if (committed is null || StaticWalletRules.Find(committed, command.Digest) is not var (wallet, held))
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
        if (committed is null || StaticWalletRules.Find(committed, digest) is not var (wallet, held))
            return await DecidedAsync(digest, amount: null);
        if (StaticWalletRules.DismissedOf(wallet, held.Deposit) is { } before)
            return new HeldDepositResult { Outcome = HeldDepositOutcome.DismissedBefore, Wallet = wallet, Dismissed = before };
        // A crash may have come between the entry and the end of the hold.
        if (await ledgers.FindAsync(committed.Merchant, committed.User, held.Deposit.EntryKey) is not null)
        {
            await ReleaseAsync(wallet, held.Deposit);
            return await DecidedAsync(digest, amount: null);
        }
        wallet = StaticWalletRules.WithDismissed(wallet, held, reason, time.GetUtcNow());
        await SaveAsync(committed, wallet);
        LogDismissed(logger, held.Deposit.Payment, held.Deposit.Reference);
        return new HeldDepositResult { Outcome = HeldDepositOutcome.Dismissed, Wallet = wallet, Dismissed = wallet.Dismissed[^1] };
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
