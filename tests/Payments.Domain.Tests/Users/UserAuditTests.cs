using Payments.Domain.Users;

namespace Payments.Domain.Tests.Users;

/// <summary>What the audit says of ledgers that are wrong in one place.</summary>
public sealed class UserAuditTests
{
    private readonly UserLedger ledger = new();

    public UserAuditTests()
    {
        ledger.Enter(UserEntryKind.Credit, "c-1", 10m);
        ledger.Enter(UserEntryKind.Hold, "h-1", 4m);
        ledger.Enter(UserEntryKind.Capture, "s-1", 1m, about: "h-1");
        ledger.Entries.Should().HaveCount(3);
    }

    public static TheoryData<int, Func<UserEntry, UserEntry>, string> Entries() => new()
    {
        { 0, entry => entry with { Sequence = 2 }, "entry c-1 has number 2, and follows 0" },
        { 1, entry => entry with { Currency = "USD" }, "entry h-1 is in USD" },
        { 1, entry => entry with { Available = 7m }, "entry h-1 says available 7, and the entries up to it make 6" },
        { 2, entry => entry with { Held = 2m }, "entry s-1 says held 2, and the entries up to it make 3" },
        { 1, entry => entry with { To = UserAccount.Spending }, "entry h-1 is a Hold from Available to Spending" },
        { 0, entry => entry with { From = UserAccount.Refunds }, "entry c-1 is a Credit from Refunds to Available" },
        { 2, entry => entry with { About = "h-2" }, "entry s-1 settles more than hold h-2 has left" },
        { 0, entry => entry with { Amount = 3m, Available = 3m }, "entry h-1 makes a balance negative" },
        { 1, entry => entry with { Amount = 0m }, "entry h-1 moves 0" },
    };

    public static TheoryData<Func<UserBalance, UserBalance>, string> Balances() => new()
    {
        { balance => balance with { Entries = 4 }, "the balance rests on 4 entries, and the ledger has 3" },
        { balance => balance with { Available = 7m }, "Available is 7, and the entries make 6" },
        { balance => balance with { Available = 7m }, "the accounts make 1 together, not 0" },
        { balance => balance with { Held = 2m }, "Held is 2, and the entries make 3" },
    };

    [Fact]
    public void A_ledger_that_is_right_has_no_faults() => ledger.Faults().Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Entries))]
    public void An_entry_that_is_wrong_is_named(int place, Func<UserEntry, UserEntry> wrong, string fault) =>
        Audit(ledger.Entries.Select((entry, i) => i == place ? wrong(entry) : entry)).Should().Contain(fault);

    [Theory]
    [MemberData(nameof(Balances))]
    public void A_balance_that_its_entries_do_not_make_is_told(Func<UserBalance, UserBalance> wrong, string fault) =>
        Audit(ledger.Entries, wrong(ledger.Wallet.BalanceIn("CNY")!)).Should().Contain(fault);

    [Fact]
    public void A_wallet_without_a_balance_is_compared_with_nothing() =>
        Audit(ledger.Entries, new UserBalance { Currency = "CNY" })
            .Should().Contain("the balance rests on 0 entries, and the ledger has 3");

    [Fact]
    public void A_hold_that_the_entries_leave_otherwise_is_told()
    {
        var hold = ledger.Wallet.Holds.Should().ContainSingle().Subject;
        Audit(ledger.Entries, holds: [hold with { Remaining = 2m }]).Should().Equal("hold h-1 has 2 left, and the entries leave 3");
        Audit(ledger.Entries, holds: []).Should().Equal("hold h-1 has 0 left, and the entries leave 3");
        Audit(ledger.Entries, holds: [hold, hold with { Key = "h-9", Remaining = 5m }])
            .Should().Equal("hold h-9 has 5 left, and the entries leave 0");
        Audit(ledger.Entries, holds: [hold, hold with { Key = "h-9", Currency = "USD" }]).Should().BeEmpty("it is of another ledger");

        ledger.Enter(UserEntryKind.Release, "r-1", about: "h-1");
        ledger.Faults().Should().BeEmpty("a settled hold is over");
    }

    [Fact]
    public void Twenty_faults_of_a_ledger_are_told()
    {
        var audit = new UserAudit("CNY");
        for (var i = 0; i < UserAudit.FaultLimit; i++) audit.Add(ledger.Entries[0] with { Currency = "USD" });
        audit.Faults.Should().HaveCount(UserAudit.FaultLimit);
        audit.Entries.Should().Be(UserAudit.FaultLimit);
    }

    private IReadOnlyList<string> Audit(IEnumerable<UserEntry> entries, UserBalance? balance = null, IReadOnlyList<UserHold>? holds = null)
    {
        var audit = new UserAudit("CNY");
        foreach (var entry in entries) audit.Add(entry);
        audit.Finish(balance ?? ledger.Wallet.BalanceIn("CNY"), holds ?? ledger.Wallet.Holds);
        return audit.Faults;
    }
}
