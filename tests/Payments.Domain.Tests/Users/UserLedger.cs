using Payments.Domain.Users;

namespace Payments.Domain.Tests.Users;

/// <summary>A wallet and the entries of all its changes, by the rules, as a grain and a database keep them together.</summary>
internal sealed class UserLedger
{
    public static readonly DateTimeOffset Start = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly List<UserEntry> entries = [];

    public UserWallet Wallet { get; private set; } = UserRules.Empty($"usr-{new string('a', 32)}-user-1");

    public DateTimeOffset Now { get; set; } = Start;

    public IReadOnlyList<UserEntry> Entries => entries;

    public UserOutcome Enter(UserEntryKind kind, string key, decimal? amount = null, string? about = null, string? currency = null,
        DateTimeOffset? expiresAt = null, string? text = null) => Enter(new UserCommand
        {
            Kind = kind,
            Key = key,
            Amount = amount,
            About = about,
            Currency = about is null ? currency ?? "CNY" : null,
            ExpiresAt = expiresAt,
            Text = text,
        });

    public UserOutcome Enter(UserCommand command)
    {
        if (entries.Find(entry => entry.Key == command.Key) is { } known)
            return command.IsMetBy(known) ? UserOutcome.Repeated : UserOutcome.KeyTaken;
        var decision = Decide(command);
        if (decision.Outcome != UserOutcome.Done)
        {
            decision.Wallet.Should().BeSameAs(Wallet, "what is refused changes nothing");
            return decision.Outcome;
        }
        Take(decision.Wallet);
        decision.Entry.Should().Be(Wallet.Entries[^1]);
        return decision.Outcome;
    }

    /// <summary>As an alarm does.</summary>
    public void Wake()
    {
        var next = UserRules.Expire(Wallet, Now);
        if (!ReferenceEquals(next, Wallet)) Take(next);
    }

    public IReadOnlyList<string> Faults() =>
    [
        .. Wallet.Balances.Select(balance => balance.Currency).Union(entries.Select(entry => entry.Currency)).SelectMany(currency =>
        {
            var audit = new UserAudit(currency);
            foreach (var entry in entries.Where(entry => entry.Currency == currency)) audit.Add(entry);
            audit.Finish(Wallet.BalanceIn(currency), Wallet.Holds);
            return audit.Faults;
        }),
    ];

    private void Take(UserWallet next)
    {
        Wallet = next;
        entries.AddRange(next.Entries);
    }

    private UserDecision Decide(UserCommand command)
    {
        switch (command.Kind)
        {
            case UserEntryKind.Credit or UserEntryKind.Debit or UserEntryKind.Hold:
                return UserRules.Move(Wallet, command, Now);
            case UserEntryKind.Capture or UserEntryKind.Release:
                return UserRules.Settle(Wallet, command, Now);
            default:
                var reversed = entries.Where(entry => entry.Kind == UserEntryKind.Reversal && entry.About == command.About).Sum(entry => entry.Amount);
                return UserRules.Reverse(Wallet, command, entries.Find(entry => entry.Key == command.About), reversed, Now);
        }
    }
}
