using FsCheck;
using FsCheck.Fluent;
using Payments.Domain.Users;

namespace Payments.Domain.Tests.Users;

/// <summary>Ledgers that nobody thought of, held against double entry in plain arithmetic.</summary>
public sealed class UserLedgerPropertyTests
{
    private static readonly string[] Currencies = ["CNY", "USDT"];

    private static readonly Gen<Step> Steps =
        from kind in Gen.Choose(0, 5)
        from key in Gen.Choose(0, 30)
        from cents in Gen.Choose(1, 500)
        from isWhole in Gen.Choose(0, 3)
        from currency in Gen.Choose(0, 1)
        from about in Gen.Choose(0, 30)
        from minutes in Gen.Choose(0, 20)
        from lasts in Gen.Choose(0, 60)
        select new Step((UserEntryKind)kind, key, cents, isWhole == 0, currency, about, minutes, lasts);

    private static readonly Gen<List<Step>> Cases = Steps.ListOf().Select(steps => steps.ToList());

    [Fact]
    public void All_accounts_together_are_zero_and_none_of_the_users_own_is_negative() => Holds(steps =>
    {
        var ledger = new UserLedger();
        foreach (var step in steps)
        {
            Run(ledger, step);
            foreach (var balance in ledger.Wallet.Balances)
                if (balance.Available < 0 || balance.Held < 0 || Enum.GetValues<UserAccount>().Sum(balance.Of) != 0) return false;
        }
        return true;
    });

    [Fact]
    public void A_balance_is_the_sum_of_its_entries() => Holds(steps =>
    {
        var ledger = new UserLedger();
        foreach (var step in steps) Run(ledger, step);
        return ledger.Wallet.Balances.All(balance => Enum.GetValues<UserAccount>().All(account =>
            balance.Of(account) == ledger.Entries.Where(entry => entry.Currency == balance.Currency)
                .Sum(entry => (entry.To == account ? entry.Amount : 0) - (entry.From == account ? entry.Amount : 0))));
    });

    [Fact]
    public void What_is_held_is_what_open_holds_have_left_and_the_audit_agrees() => Holds(steps =>
    {
        var ledger = new UserLedger();
        foreach (var step in steps) Run(ledger, step);
        var held = Currencies.All(currency => (ledger.Wallet.BalanceIn(currency)?.Held ?? 0) ==
            ledger.Wallet.Holds.Where(hold => hold.Currency == currency).Sum(hold => hold.Remaining));
        return held && ledger.Faults().Count == 0;
    });

    [Fact]
    public void Repeats_change_nothing_wherever_they_come() => Holds(steps =>
    {
        var (once, often) = (new UserLedger(), new UserLedger());
        var done = new List<UserCommand>();
        foreach (var step in steps)
        {
            var command = CommandOf(step, once.Now + TimeSpan.FromMinutes(step.Minutes));
            var outcome = Run(once, step);
            if (Run(often, step) != outcome) return false;
            if (outcome == UserOutcome.Done) done.Add(command);
            // Every one that was done before is asked again, the last first.
            foreach (var earlier in Enumerable.Reverse(done))
                if (often.Enter(earlier) != UserOutcome.Repeated) return false;
        }
        return once.Entries.SequenceEqual(often.Entries);
    });

    [Fact]
    public void A_ledger_that_was_tampered_with_is_found() => Holds(steps =>
    {
        var ledger = new UserLedger();
        foreach (var step in steps) Run(ledger, step);
        if (ledger.Entries.Count == 0) return true;
        for (var place = 0; place < ledger.Entries.Count; place++)
        {
            var entry = ledger.Entries[place];
            foreach (var changed in new[]
            {
                entry with { Amount = entry.Amount + 0.01m }, entry with { Available = entry.Available + 0.01m },
                entry with { Held = entry.Held + 0.01m }, entry with { Sequence = entry.Sequence + 1 }, entry with { From = entry.To, To = entry.From },
            })
                if (Audit(ledger, place, changed).Count == 0) return false;
            if (Audit(ledger, place, null).Count == 0) return false;
        }
        return true;
    }, tests: 60);

    private static IReadOnlyList<string> Audit(UserLedger ledger, int place, UserEntry? changed)
    {
        var currency = ledger.Entries[place].Currency;
        var audit = new UserAudit(currency);
        for (var i = 0; i < ledger.Entries.Count; i++)
        {
            var entry = i == place ? changed : ledger.Entries[i];
            if (entry?.Currency == currency) audit.Add(entry);
        }
        audit.Finish(ledger.Wallet.BalanceIn(currency), ledger.Wallet.Holds);
        return audit.Faults;
    }

    private static UserOutcome Run(UserLedger ledger, Step step)
    {
        ledger.Now += TimeSpan.FromMinutes(step.Minutes);
        return ledger.Enter(CommandOf(step, ledger.Now));
    }

    private static UserCommand CommandOf(Step step, DateTimeOffset now)
    {
        var isAbout = step.Kind is UserEntryKind.Capture or UserEntryKind.Release or UserEntryKind.Reversal;
        return new UserCommand
        {
            Kind = step.Kind,
            Key = $"k{step.Key}",
            Currency = isAbout ? null : Currencies[step.Currency],
            Amount = isAbout && step.IsWhole ? null : step.Cents / 100m,
            About = isAbout ? $"k{step.About}" : null,
            ExpiresAt = step.Kind == UserEntryKind.Hold && step.Lasts > 0 ? now + TimeSpan.FromMinutes(step.Lasts) : null,
        };
    }

    private static void Holds(Func<List<Step>, bool> property, int tests = 1000) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests).WithEndSize(120), Prop.ForAll(Cases.ToArbitrary(), property));

    private sealed record Step(UserEntryKind Kind, int Key, int Cents, bool IsWhole, int Currency, int About, int Minutes, int Lasts);
}
