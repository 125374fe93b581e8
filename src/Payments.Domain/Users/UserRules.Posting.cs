namespace Payments.Domain.Users;

public static partial class UserRules
{
    private static readonly decimal[] Bounds = [.. Enumerable.Range(0, ExactDigits + 1).Select(PowerOfTen)];

    /// <summary>An entry before its place in the ledger and the balances after it are known.</summary>
    private static UserEntry DraftOf(
        UserCommand command, string currency, decimal amount, UserAccount from, UserAccount to, DateTimeOffset now) => new()
        {
            Key = command.Key,
            Kind = command.Kind,
            Currency = currency,
            Sequence = 0,
            Amount = Plain(amount),
            From = from,
            To = to,
            Available = 0,
            Held = 0,
            At = now,
            Order = command.Order,
            About = command.About,
            ExpiresAt = command.ExpiresAt,
            Text = command.Text,
        };

    /// <summary>Enters a draft behind what expired meanwhile, or tells why not.</summary>
    /// <param name="before">The wallet as it is stored.</param>
    /// <param name="current">The same without holds whose time is over.</param>
    /// <param name="draft">The entry.</param>
    /// <param name="change">What else changes with it.</param>
    private static UserDecision Post(UserWallet before, UserWallet current, UserEntry draft, Func<UserWallet, UserWallet> change)
    {
        if (ReferenceEquals(before, current)) current = before with { Entries = [] };
        var balance = current.BalanceIn(draft.Currency);
        if (balance is null && current.Balances.Count >= MaxCurrencies) return new(UserOutcome.TooManyCurrencies, before);
        if (draft.From is UserAccount.Available or UserAccount.Held && (balance?.Of(draft.From) ?? 0) < draft.Amount)
            return new(UserOutcome.Insufficient, before);
        if (Enter(current, draft) is not { } entered) return new(UserOutcome.TooLarge, before);
        return new(UserOutcome.Done, change(entered), entered.Entries[^1]);
    }

    /// <summary>The wallet with one more entry; null where a sum would have too many digits.</summary>
    private static UserWallet? Enter(UserWallet wallet, UserEntry draft)
    {
        var balance = wallet.BalanceIn(draft.Currency) ?? new UserBalance { Currency = draft.Currency };
        if (Sum(balance.Of(draft.From), -draft.Amount) is not { } left) return null;
        if (Sum(balance.Of(draft.To), draft.Amount) is not { } reached) return null;
        var next = balance.With(draft.From, left).With(draft.To, reached) with { Entries = balance.Entries + 1 };
        // With room for all that is held, a release can always be entered.
        if (Sum(next.Available, next.Held) is null) return null;
        var entry = draft with { Sequence = next.Entries, Available = next.Available, Held = next.Held };
        return wallet with
        {
            Balances = balance.Entries == 0
                ? [.. wallet.Balances, next]
                : [.. wallet.Balances.Select(other => other.Currency == next.Currency ? next : other)],
            Entries = [.. wallet.Entries, entry],
        };
    }

    private static UserWallet Without(UserWallet wallet, UserHold hold, decimal amount)
    {
        var rest = hold.Remaining - amount;
        return Scheduled(wallet with
        {
            Holds = rest == 0
                ? [.. wallet.Holds.Where(other => other.Key != hold.Key)]
                : [.. wallet.Holds.Select(other => other.Key == hold.Key ? other with { Remaining = Plain(rest) } : other)],
        });
    }

    private static UserWallet Scheduled(UserWallet wallet) => wallet with { WakeAt = wallet.Holds.Min(hold => hold.ExpiresAt) };

    /// <summary>
    /// A sum that is exact, or null. A decimal that has no room for all digits rounds without a word; one of up to 28 digits always has.
    /// </summary>
    private static decimal? Sum(decimal one, decimal other)
    {
        var bound = Bounds[ExactDigits - Math.Max(one.Scale, other.Scale)];
        if (decimal.Abs(one) >= bound || decimal.Abs(other) >= bound) return null;
        var sum = one + other;
        return decimal.Abs(sum) < bound ? Plain(sum) : null;
    }

    /// <summary>The same number without zeros at its end.</summary>
    private static decimal Plain(decimal number) => number / 1.0000000000000000000000000000m;

    private static decimal PowerOfTen(int exponent)
    {
        var power = 1m;
        for (var i = 0; i < exponent; i++) power *= 10;
        return power;
    }
}
