namespace Payments.Domain.Users;

/// <summary>
/// What may happen to a user's wallet. Rules are asked in a fixed order, and each has an outcome of its own; whether a key was used before,
/// whoever stores the ledger knows (<see cref="UserCommand.IsMetBy"/>). What is refused changes nothing.
/// </summary>
public static partial class UserRules
{
    /// <summary>Most currencies of one user.</summary>
    public const int MaxCurrencies = 32;

    /// <summary>Most open holds of one user: the state is written whole with each entry.</summary>
    public const int MaxHolds = 100;

    /// <summary>Most decimals of an amount: as many as the finest tokens have.</summary>
    public const int MaxDecimals = 18;

    /// <summary>Longest text of an entry.</summary>
    public const int TextLimit = 500;

    /// <summary>How far off the end of a hold may lie.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromDays(366);

    /// <summary>Digits that a decimal holds exactly, whatever they are.</summary>
    private const int ExactDigits = 28;

    /// <summary>A wallet without an entry.</summary>
    public static UserWallet Empty(string grainKey)
    {
        var (merchant, user) = UserWalletKey.Parse(grainKey);
        return new UserWallet { Merchant = merchant, User = user };
    }

    /// <summary>Refuses a command that no face would let through.</summary>
    /// <exception cref="ArgumentException">A field is not what its rule says.</exception>
    public static void Require(UserCommand command)
    {
        if (command.Key.Length is 0 or > UserKeys.Limit) throw new ArgumentException("The key is empty or too long.", nameof(command));
        if (command.Amount is { } amount && !IsAmount(amount)) throw new ArgumentException($"{amount} is no amount.", nameof(command));
        if (command.Currency is { } currency && !UserKeys.IsCurrency(currency))
            throw new ArgumentException($"{currency} is no currency.", nameof(command));
        if (command.Text?.Length > TextLimit) throw new ArgumentException("The text is too long.", nameof(command));
    }

    /// <summary>Whether a number can be an amount: above zero, at most <see cref="MaxDecimals"/> decimals.</summary>
    public static bool IsAmount(decimal amount) => amount > 0 && Plain(amount).Scale <= MaxDecimals;

    /// <summary>Enters a credit, a debit or a hold.</summary>
    public static UserDecision Move(UserWallet wallet, UserCommand command, DateTimeOffset now)
    {
        var (from, to) = AccountsOf(command.Kind);
        if (command.ExpiresAt <= now) return new(UserOutcome.Expired, wallet);
        var current = Expire(wallet, now);
        if (command.Kind == UserEntryKind.Hold && current.Holds.Count >= MaxHolds) return new(UserOutcome.TooManyHolds, wallet);
        var draft = DraftOf(command, command.Currency!, command.Amount!.Value, from, to, now);
        return Post(wallet, current, draft, entered => command.Kind != UserEntryKind.Hold ? entered : Scheduled(entered with
        {
            Holds = [.. entered.Holds, new UserHold
            {
                Key = command.Key,
                Currency = draft.Currency,
                Amount = draft.Amount,
                Remaining = draft.Amount,
                At = now,
                ExpiresAt = command.ExpiresAt,
            }],
        }));
    }

    /// <summary>Captures or releases an open hold, whole or in part. What remains stays held.</summary>
    public static UserDecision Settle(UserWallet wallet, UserCommand command, DateTimeOffset now)
    {
        var (from, to) = AccountsOf(command.Kind);
        var current = Expire(wallet, now);
        if (current.Holds.FirstOrDefault(hold => hold.Key == command.About) is not { } hold) return new(UserOutcome.NoHold, wallet);
        var amount = command.Amount ?? hold.Remaining;
        if (amount > hold.Remaining) return new(UserOutcome.TooMuch, wallet);
        var draft = DraftOf(command, hold.Currency, amount, from, to, now);
        return Post(wallet, current, draft, entered => Without(entered, hold, amount));
    }

    /// <summary>Takes a credit back, or gives a debit or a capture back, whole or in part.</summary>
    /// <param name="wallet">The wallet.</param>
    /// <param name="command">What is asked for.</param>
    /// <param name="entry">The entry that is to be reversed; null where there is none of that key.</param>
    /// <param name="reversed">How much of it was reversed before.</param>
    /// <param name="now">The present.</param>
    public static UserDecision Reverse(UserWallet wallet, UserCommand command, UserEntry? entry, decimal reversed, DateTimeOffset now)
    {
        if (entry is null) return new(UserOutcome.NoEntry, wallet);
        if (ReversalOf(entry.Kind) is not { } accounts) return new(UserOutcome.NotReversible, wallet);
        var amount = command.Amount ?? entry.Amount - reversed;
        if (amount <= 0 || amount > entry.Amount - reversed) return new(UserOutcome.TooMuch, wallet);
        var current = Expire(wallet, now);
        return Post(wallet, current, DraftOf(command, entry.Currency, amount, accounts.From, accounts.To, now), entered => entered);
    }

    /// <summary>Releases what remains of holds whose time is over; the same instance where there are none.</summary>
    public static UserWallet Expire(UserWallet wallet, DateTimeOffset now)
    {
        var expired = wallet.Holds.Where(hold => hold.ExpiresAt <= now).ToArray();
        if (expired.Length == 0) return wallet;
        var (from, to) = AccountsOf(UserEntryKind.Release);
        var current = wallet with { Entries = [] };
        foreach (var hold in expired)
        {
            var command = new UserCommand { Kind = UserEntryKind.Release, Key = UserKeys.OfExpiry(hold.Key), About = hold.Key };
            var draft = DraftOf(command, hold.Currency, hold.Remaining, from, to, now);
            current = Without(Enter(current, draft)!, hold, hold.Remaining);
        }
        return current;
    }

    /// <summary>The accounts that an entry moves money between; a reversal's are those of <see cref="ReversalOf"/>.</summary>
    public static (UserAccount From, UserAccount To) AccountsOf(UserEntryKind kind) => kind switch
    {
        UserEntryKind.Credit => (UserAccount.Deposits, UserAccount.Available),
        UserEntryKind.Debit => (UserAccount.Available, UserAccount.Spending),
        UserEntryKind.Hold => (UserAccount.Available, UserAccount.Held),
        UserEntryKind.Capture => (UserAccount.Held, UserAccount.Spending),
        UserEntryKind.Release => (UserAccount.Held, UserAccount.Available),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The kind has no accounts of its own."),
    };

    /// <summary>The accounts of the reversal of an entry; null where such an entry is not reversed.</summary>
    public static (UserAccount From, UserAccount To)? ReversalOf(UserEntryKind kind) => kind switch
    {
        UserEntryKind.Credit => (UserAccount.Available, UserAccount.Reversals),
        UserEntryKind.Debit or UserEntryKind.Capture => (UserAccount.Refunds, UserAccount.Available),
        UserEntryKind.Hold or UserEntryKind.Release or UserEntryKind.Reversal => null,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };
}
