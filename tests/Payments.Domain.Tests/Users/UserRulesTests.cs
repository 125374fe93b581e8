using Payments.Domain.Users;
using static Payments.Domain.Users.UserEntryKind;
using static Payments.Domain.Users.UserOutcome;

namespace Payments.Domain.Tests.Users;

public sealed class UserRulesTests
{
    private readonly UserLedger ledger = new();

    [Theory]
    [InlineData(Credit, 110, 20, -130, 0, 0, 0)]
    [InlineData(Debit, 90, 20, -120, 10, 0, 0)]
    [InlineData(Hold, 90, 30, -120, 0, 0, 0)]
    [InlineData(Capture, 100, 10, -120, 10, 0, 0)]
    [InlineData(Release, 110, 10, -120, 0, 0, 0)]
    [InlineData(Reversal, 90, 20, -120, 0, 0, 10)]
    public void Each_kind_moves_money_between_its_two_accounts(
        UserEntryKind kind, int available, int held, int deposits, int spending, int refunds, int reversals)
    {
        ledger.Enter(Credit, "c", 120);
        ledger.Enter(Hold, "h", 20);

        var about = kind switch { Capture or Release => "h", Reversal => "c", _ => null };
        ledger.Enter(kind, "k", 10, about).Should().Be(Done);

        var balance = ledger.Wallet.BalanceIn("CNY")!;
        (balance.Available, balance.Held, balance.Deposits, balance.Spending, balance.Refunds, balance.Reversals).Should()
            .Be((available, held, deposits, spending, refunds, reversals));
        var entry = ledger.Wallet.Entries.Should().ContainSingle().Subject;
        (entry.Sequence, entry.Available, entry.Held, entry.At).Should().Be((3, available, held, UserLedger.Start));
    }

    [Theory]
    [InlineData(Debit)]
    [InlineData(Capture)]
    public void What_was_spent_is_given_back_from_refunds(UserEntryKind kind)
    {
        ledger.Enter(Credit, "c", 50);
        ledger.Enter(Hold, "h", 30);
        ledger.Enter(kind, "k", 20, kind == Capture ? "h" : null);

        ledger.Enter(Reversal, "r1", 5, "k").Should().Be(Done);
        ledger.Enter(Reversal, "r2", 16, "k").Should().Be(TooMuch);
        ledger.Enter(Reversal, "r2", about: "k").Should().Be(Done, "all that remains");
        ledger.Enter(Reversal, "r3", about: "k").Should().Be(TooMuch);
        ledger.Entries[^1].Amount.Should().Be(15);
        ledger.Wallet.BalanceIn("CNY")!.Refunds.Should().Be(-20);
    }

    [Theory]
    [InlineData(Debit, null, "100.01", Insufficient)]
    [InlineData(Hold, null, "100.01", Insufficient)]
    [InlineData(Debit, null, "100", Done)]
    [InlineData(Capture, "h", "20.01", TooMuch)]
    [InlineData(Release, "h", "20.01", TooMuch)]
    [InlineData(Capture, "h", null, Done)]
    [InlineData(Capture, "c", "1", NoHold)]
    [InlineData(Release, "x", "1", NoHold)]
    [InlineData(Reversal, "x", "1", NoEntry)]
    [InlineData(Reversal, "h", "1", NotReversible)]
    [InlineData(Reversal, "c", "100.01", Insufficient)]
    [InlineData(Reversal, "c", "120.01", TooMuch)]
    [InlineData(Reversal, "c", "100", Done)]
    public void Nothing_becomes_negative_and_each_refusal_has_a_name(UserEntryKind kind, string? about, string? amount, UserOutcome expected)
    {
        ledger.Enter(Credit, "c", 120);
        ledger.Enter(Hold, "h", 20);
        ledger.Enter(kind, "k", amount is null ? null : decimal.Parse(amount, Invariant), about).Should().Be(expected);
    }

    [Fact]
    public void A_hold_is_captured_in_parts_and_its_rest_released()
    {
        ledger.Enter(Credit, "c", 10);
        ledger.Enter(Hold, "h", 7.5m);
        ledger.Enter(Capture, "p1", 2.25m, "h").Should().Be(Done);
        ledger.Enter(Capture, "p2", 1.25m, "h").Should().Be(Done);
        ledger.Wallet.Holds.Should().ContainSingle().Which.Remaining.Should().Be(4);
        ledger.Enter(Release, "rest", about: "h").Should().Be(Done);
        ledger.Wallet.Holds.Should().BeEmpty();
        ledger.Enter(Release, "again", about: "h").Should().Be(NoHold);
        ledger.Wallet.BalanceIn("CNY").Should().Match<UserBalance>(balance => balance.Available == 6.5m && balance.Held == 0 && balance.Spending == 3.5m);
    }

    [Fact]
    public void The_same_again_is_the_same_entry_and_anything_else_under_its_key_is_a_conflict()
    {
        ledger.Enter(Credit, "c", 10, text: "order 7").Should().Be(Done);
        ledger.Enter(Credit, "c", 10.00m, text: "order 7").Should().Be(Repeated);
        foreach (var other in new[]
        {
            new UserCommand { Kind = Credit, Key = "c", Currency = "CNY", Amount = 11, Text = "order 7" },
            new UserCommand { Kind = Credit, Key = "c", Currency = "USD", Amount = 10, Text = "order 7" },
            new UserCommand { Kind = Credit, Key = "c", Currency = "CNY", Amount = 10, Text = "order 8" },
            new UserCommand { Kind = Credit, Key = "c", Currency = "CNY", Amount = 10 },
            new UserCommand { Kind = Debit, Key = "c", Currency = "CNY", Amount = 10, Text = "order 7" },
            new UserCommand { Kind = Credit, Key = "c", Currency = "CNY", Amount = 10, Text = "order 7", Order = new(new string('0', 32)) },
        }) ledger.Enter(other).Should().Be(KeyTaken);
        ledger.Enter(Debit, "d", 10).Should().Be(Done);
        ledger.Enter(Debit, "d", 10).Should().Be(Repeated, "although nothing is left by now");
        ledger.Entries.Should().HaveCount(2);
    }

    [Fact]
    public void A_hold_ends_by_itself_and_its_end_is_an_entry()
    {
        ledger.Enter(Credit, "c", 10);
        ledger.Enter(Hold, "late", 1, expiresAt: UserLedger.Start).Should().Be(Expired);
        ledger.Enter(Hold, "h1", 4, expiresAt: UserLedger.Start.AddHours(1)).Should().Be(Done);
        ledger.Enter(Hold, "h2", 3, expiresAt: UserLedger.Start.AddHours(2)).Should().Be(Done);
        ledger.Wallet.WakeAt.Should().Be(UserLedger.Start.AddHours(1));

        ledger.Now = UserLedger.Start.AddHours(1);
        ledger.Enter(Debit, "d", 8).Should().Be(Insufficient);
        ledger.Enter(Capture, "k", about: "h1").Should().Be(NoHold);
        ledger.Enter(Debit, "d", 7).Should().Be(Done, "what expired is available before it is woken");
        ledger.Wallet.Entries.Select(entry => (entry.Key, entry.Kind, entry.About)).Should()
            .Equal(("expiry:h1", Release, "h1"), ("d", Debit, null));
        ledger.Wallet.WakeAt.Should().Be(UserLedger.Start.AddHours(2));

        ledger.Now = UserLedger.Start.AddHours(2);
        ledger.Wake();
        ledger.Wake();
        ledger.Wallet.Should().Match<UserWallet>(wallet => wallet.WakeAt == null && wallet.Holds.Count == 0);
        (ledger.Wallet.BalanceIn("CNY")!.Available, ledger.Entries.Count).Should().Be((3, 6));
        ledger.Faults().Should().BeEmpty();
    }

    [Fact]
    public void Currencies_have_ledgers_of_their_own_and_there_are_only_so_many()
    {
        for (var i = 0; i < UserRules.MaxCurrencies; i++) ledger.Enter(Credit, $"c{i}", 1, currency: $"C{i}").Should().Be(Done);
        ledger.Enter(Credit, "more", 1, currency: "CNY").Should().Be(TooManyCurrencies);
        ledger.Enter(Credit, "c", 1, currency: "C0").Should().Be(Done);
        ledger.Wallet.BalanceIn("C0").Should().Match<UserBalance>(balance => balance.Available == 2 && balance.Entries == 2);
        ledger.Enter(Debit, "d", 1, currency: "USD").Should().Be(TooManyCurrencies);
        ledger.Faults().Should().BeEmpty();
    }

    [Fact]
    public void There_are_only_so_many_open_holds()
    {
        ledger.Enter(Credit, "c", 1000);
        for (var i = 0; i < UserRules.MaxHolds; i++) ledger.Enter(Hold, $"h{i}", 1, expiresAt: UserLedger.Start.AddDays(1)).Should().Be(Done);
        ledger.Enter(Hold, "more", 1).Should().Be(TooManyHolds);
        ledger.Now = UserLedger.Start.AddDays(1);
        ledger.Enter(Hold, "more", 1).Should().Be(Done, "the others expired");
    }

    [Theory]
    [InlineData("9999999999", "0.000000000000000001", "Done")]
    [InlineData("99999999999", "0.000000000000000001", "TooLarge")]
    [InlineData("9999999999999999999999999999", "1", "TooLarge")]
    [InlineData("5000000000000000000000000000", "4999999999999999999999999999", "Done")]
    public void A_sum_is_exact_or_refused(string first, string second, string expected)
    {
        var (one, other) = (decimal.Parse(first, Invariant), decimal.Parse(second, Invariant));
        ledger.Enter(Credit, "c1", one).Should().Be(Done);
        $"{ledger.Enter(Credit, "c2", other)}".Should().Be(expected);
        if (expected == "Done") (ledger.Wallet.BalanceIn("CNY")!.Available - one).Should().Be(other);
        ledger.Enter(Hold, "h", 1).Should().Be(Done);
        ledger.Enter(Release, "r", about: "h").Should().Be(Done);
        ledger.Faults().Should().BeEmpty();
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("-1", false)]
    [InlineData("0.000000000000000001", true)]
    [InlineData("0.0000000000000000001", false)]
    [InlineData("1.10000000000000000000", true)]
    public void An_amount_is_above_zero_with_eighteen_decimals_at_most(string text, bool expected) =>
        UserRules.IsAmount(decimal.Parse(text, Invariant)).Should().Be(expected);

    private static IFormatProvider Invariant => System.Globalization.CultureInfo.InvariantCulture;
}
