using Orleans;
using Orleans.Runtime;
using Payments.Contracts.Users;
using Payments.Domain.Users;
using Payments.Grains.Persistence;
using Payments.Storage;
using Payments.Storage.Queries;
using Payments.Storage.States;

namespace Payments.Grains.Users;

/// <summary>An end user's wallet. Reads interleave with writes and see only what was committed.</summary>
/// <remarks>
/// A key is taken for a new one, and the database has the last word: its unique index refuses a second entry, and only then, or where a
/// rule refuses, the key's entry is looked up. So an entry costs one write and no look-up.
/// </remarks>
[GrainType("user-wallet")]
public sealed class UserWalletGrain(
    [PersistentState(StateNames.UserWallet, StorageNames.Batched)] IPersistentState<Stored<UserWallet>> stored,
    UserLedgers ledgers,
    TimeProvider time) : Grain, IUserWalletGrain
{
    private UserWallet? committed;

    private UserWallet Wallet => committed ?? UserRules.Empty(this.GetPrimaryKeyString());

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        committed = stored.State.Value;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<UserWallet?> GetAsync()
    {
        // Anybody with a key may ask for any user: what is not there takes no memory.
        if (committed is null) DeactivateOnIdle();
        return Task.FromResult(committed is { } wallet ? wallet with { Entries = [] } : null);
    }

    /// <inheritdoc />
    public Task<UserResult> CreditAsync(UserCredit credit) => MoveAsync(new UserCommand
    {
        Kind = UserEntryKind.Credit,
        Key = credit.Key,
        Currency = credit.Currency,
        Amount = credit.Amount,
        Order = credit.Order,
        Text = credit.Text,
    });

    /// <inheritdoc />
    public Task<UserResult> DebitAsync(UserSpend debit) => MoveAsync(Spend(UserEntryKind.Debit, debit));

    /// <inheritdoc />
    public Task<UserResult> HoldAsync(UserSpend hold) => MoveAsync(Spend(UserEntryKind.Hold, hold));

    /// <inheritdoc />
    public Task<UserResult> CaptureAsync(UserChange capture) => SettleAsync(Change(UserEntryKind.Capture, capture));

    /// <inheritdoc />
    public Task<UserResult> ReleaseAsync(UserChange release) => SettleAsync(Change(UserEntryKind.Release, release));

    /// <inheritdoc />
    public async Task<UserResult> ReverseAsync(UserChange reversal)
    {
        var command = Change(UserEntryKind.Reversal, reversal);
        var wallet = Wallet;
        var entry = await ledgers.FindAsync(wallet.Merchant, wallet.User, reversal.About);
        var reversed = entry is null ? 0 : await ledgers.ReversedAsync(wallet.Merchant, wallet.User, reversal.About);
        return await EnterAsync(command, (current, now) => UserRules.Reverse(current, command, entry, reversed, now));
    }

    /// <inheritdoc />
    public async Task WakeAsync()
    {
        if (committed is not { } wallet) return;
        var next = UserRules.Expire(wallet, time.GetUtcNow());
        if (!ReferenceEquals(next, wallet)) await SaveAsync(next);
    }

    private Task<UserResult> MoveAsync(UserCommand command) => EnterAsync(command, (wallet, now) => UserRules.Move(wallet, command, now));

    private Task<UserResult> SettleAsync(UserCommand command) =>
        EnterAsync(command, (wallet, now) => UserRules.Settle(wallet, command, now));

    private async Task<UserResult> EnterAsync(UserCommand command, Func<UserWallet, DateTimeOffset, UserDecision> decide)
    {
        UserRules.Require(command);
        var wallet = Wallet;
        if (wallet.Entries.FirstOrDefault(entry => entry.Key == command.Key) is { } recent) return Known(recent, command);
        var decision = decide(wallet, time.GetUtcNow());
        if (decision.Outcome == UserOutcome.Done && await TrySaveAsync(decision.Wallet))
            return new UserResult { Outcome = UserOutcome.Done, Entry = decision.Entry };
        // What is refused may have been done long ago.
        if (await ledgers.FindAsync(wallet.Merchant, wallet.User, command.Key) is { } earlier) return Known(earlier, command);
        return decision.Outcome != UserOutcome.Done
            ? new UserResult { Outcome = decision.Outcome }
            : throw new InvalidOperationException($"The ledger refused key {command.Key} and has no entry of it.");
    }

    private static UserResult Known(UserEntry entry, UserCommand command) => new()
    {
        Outcome = command.IsMetBy(entry) ? UserOutcome.Repeated : UserOutcome.KeyTaken,
        Entry = entry,
    };

    /// <summary>Stores a change; false where the ledger has an entry of its key already. Then nothing was written.</summary>
    private async Task<bool> TrySaveAsync(UserWallet next)
    {
        try
        {
            await SaveAsync(next);
            return true;
        }
        catch (Exception exception) when (StorageFaults.IsEntryTaken(exception))
        {
            return false;
        }
    }

    private async Task SaveAsync(UserWallet next)
    {
        await stored.SaveAsync(next, GrainContext);
        committed = next;
    }

    private static UserCommand Spend(UserEntryKind kind, UserSpend spend) => new()
    {
        Kind = kind,
        Key = spend.Key,
        Currency = spend.Currency,
        Amount = spend.Amount,
        ExpiresAt = spend.ExpiresAt is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(end.ToUnixTimeMilliseconds()) : null,
        Text = spend.Text,
    };

    private static UserCommand Change(UserEntryKind kind, UserChange change) =>
        new() { Kind = kind, Key = change.Key, About = change.About, Amount = change.Amount, Text = change.Text };
}
