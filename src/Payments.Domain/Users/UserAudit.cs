using Payments.Domain.Money;

namespace Payments.Domain.Users;

/// <summary>
/// Compares a user's ledger in one currency with the balance that it must explain. It knows the rules of double entry and nothing of how
/// entries are made, so that it finds what those who make them do wrong. Entries are given in the order of their sequence.
/// </summary>
public sealed class UserAudit(string currency)
{
    /// <summary>Faults of one ledger that are told; more say nothing new.</summary>
    public const int FaultLimit = 20;

    private readonly Dictionary<string, decimal> held = new(StringComparer.Ordinal);
    private readonly List<string> faults = [];
    private UserBalance reached = new() { Currency = currency };

    /// <summary>What is wrong so far, in words; at most <see cref="FaultLimit"/>.</summary>
    public IReadOnlyList<string> Faults => faults;

    /// <summary>How many entries were given.</summary>
    public long Entries => reached.Entries;

    /// <summary>Takes the next entry.</summary>
    public void Add(UserEntry entry)
    {
        var sequence = reached.Entries + 1;
        if (entry.Sequence != sequence) Fault(entry, $"has number {entry.Sequence}, and follows {reached.Entries}");
        if (entry.Currency != currency) Fault(entry, $"is in {entry.Currency}");
        if (entry.Amount <= 0) Fault(entry, $"moves {Text(entry.Amount)}");
        if (!IsOfKind(entry)) Fault(entry, $"is a {entry.Kind} from {entry.From} to {entry.To}");

        reached = reached.With(entry.From, reached.Of(entry.From) - entry.Amount) with { Entries = sequence };
        reached = reached.With(entry.To, reached.Of(entry.To) + entry.Amount);
        Compare(entry, "available", entry.Available, reached.Available);
        Compare(entry, "held", entry.Held, reached.Held);
        if (reached.Available < 0 || reached.Held < 0) Fault(entry, "makes a balance negative");
        TakeHold(entry);
    }

    /// <summary>Compares what the entries make with a balance and the holds that are open beside it.</summary>
    public void Finish(UserBalance? balance, IReadOnlyList<UserHold> holds)
    {
        var stored = balance ?? new UserBalance { Currency = currency };
        if (stored.Entries != reached.Entries) Note($"the balance rests on {stored.Entries} entries, and the ledger has {reached.Entries}");
        foreach (var account in Enum.GetValues<UserAccount>())
            if (stored.Of(account) != reached.Of(account))
                Note($"{account} is {Text(stored.Of(account))}, and the entries make {Text(reached.Of(account))}");
        if (Enum.GetValues<UserAccount>().Sum(stored.Of) is not 0 and var sum) Note($"the accounts make {Text(sum)} together, not 0");

        var open = holds.Where(hold => hold.Currency == currency)
            .ToDictionary(hold => hold.Key, hold => hold.Remaining, StringComparer.Ordinal);
        foreach (var key in open.Keys.Union(held.Keys).Where(key => open.GetValueOrDefault(key) != held.GetValueOrDefault(key)))
            Note($"hold {key} has {Text(open.GetValueOrDefault(key))} left, and the entries leave {Text(held.GetValueOrDefault(key))}");
    }

    private static bool IsOfKind(UserEntry entry) => (entry.Kind, entry.From, entry.To) is
        (UserEntryKind.Credit, UserAccount.Deposits, UserAccount.Available)
        or (UserEntryKind.Debit, UserAccount.Available, UserAccount.Spending)
        or (UserEntryKind.Hold, UserAccount.Available, UserAccount.Held)
        or (UserEntryKind.Capture, UserAccount.Held, UserAccount.Spending)
        or (UserEntryKind.Release, UserAccount.Held, UserAccount.Available)
        or (UserEntryKind.Reversal, UserAccount.Available, UserAccount.Reversals)
        or (UserEntryKind.Reversal, UserAccount.Refunds, UserAccount.Available);

    /// <summary>Settled holds are forgotten, so that a long ledger needs little memory.</summary>
    private void TakeHold(UserEntry entry)
    {
        if (entry.Kind == UserEntryKind.Hold) held[entry.Key] = entry.Amount;
        if (entry.Kind is not (UserEntryKind.Capture or UserEntryKind.Release)) return;
        var rest = held.GetValueOrDefault(entry.About ?? "") - entry.Amount;
        if (rest < 0) Fault(entry, $"settles more than hold {entry.About} has left");
        if (rest == 0) held.Remove(entry.About!);
        else held[entry.About ?? ""] = rest;
    }

    private void Compare(UserEntry entry, string what, decimal said, decimal made)
    {
        if (said != made) Fault(entry, $"says {what} {Text(said)}, and the entries up to it make {Text(made)}");
    }

    private static string Text(decimal amount) => PlainDecimal.Format(amount);

    private void Fault(UserEntry entry, string what) => Note($"entry {entry.Key} {what}");

    private void Note(string fault)
    {
        if (faults.Count < FaultLimit) faults.Add(fault);
    }
}
