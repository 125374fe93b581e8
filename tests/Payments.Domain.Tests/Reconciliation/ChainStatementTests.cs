using Payments.Domain.Identity;
using Payments.Domain.Reconciliation;
using Payments.Domain.Transfers;

namespace Payments.Domain.Tests.Reconciliation;

/// <summary>What a chain's nodes say of transfers, as lines that are compared.</summary>
public sealed class ChainStatementTests
{
    private static readonly Transfer Ours = new()
    {
        Id = TransferId.Of(ChainId.Bsc, "0xaa", "3"),
        Chain = ChainId.Bsc,
        Token = "USDT",
        Units = 10,
        From = "0x1",
        To = "0x2",
        Transaction = "0xaa",
        Block = 7,
        BlockHash = "b7",
        BlockTime = Entries.Noon,
    };

    private static DifferenceKind? Compare(StatedTransaction sight, bool isFinalHere = true)
    {
        var entry = ChainStatement.EntryOf(Ours, 10m, Entries.Merchant, isFinalHere, "counted");
        return ChainStatement.LineOf(Ours, isFinalHere, sight, transfer => (decimal)transfer.Units) is { } line
            ? ReconciliationRules.Judge(line, entry, FeeAgreement.Unknown)
            : DifferenceKind.MissingThere;
    }

    private static StatedTransaction Sight(params Transfer[] transfers) =>
        new(IsKnown: true, Block: 7, HasFailed: false, IsFinal: true, transfers);

    [Fact]
    public void A_transfer_that_is_there_as_it_was_counted_agrees() => Compare(Sight(Ours)).Should().BeNull();

    [Fact]
    public void A_transaction_that_nobody_knows_or_that_brought_nothing_is_missing_there()
    {
        Compare(Sight(Ours) with { IsKnown = false }).Should().Be(DifferenceKind.MissingThere);
        Compare(Sight()).Should().Be(DifferenceKind.MissingThere);
        Compare(Sight(Ours with { Id = TransferId.Of(ChainId.Bsc, "0xaa", "4") })).Should().Be(DifferenceKind.MissingThere);
    }

    [Fact]
    public void Another_amount_and_another_coin_are_differences()
    {
        Compare(Sight(Ours with { Units = 9 })).Should().Be(DifferenceKind.OtherAmount);
        Compare(Sight(Ours with { Token = "USDC" })).Should().Be(DifferenceKind.OtherCurrency);
    }

    [Fact]
    public void What_waits_failed_moved_or_is_not_final_is_in_another_state()
    {
        Compare(Sight() with { Block = null }).Should().Be(DifferenceKind.OtherState);
        Compare(Sight() with { HasFailed = true }).Should().Be(DifferenceKind.OtherState);
        Compare(Sight(Ours with { BlockHash = "b8" })).Should().Be(DifferenceKind.OtherState);
        Compare(Sight(Ours) with { IsFinal = false }).Should().Be(DifferenceKind.OtherState);
    }

    [Fact]
    public void What_is_not_final_on_either_side_agrees_and_what_is_final_only_there_does_not()
    {
        Compare(Sight(Ours) with { IsFinal = false }, isFinalHere: false).Should().BeNull();
        Compare(Sight(Ours), isFinalHere: false).Should().Be(DifferenceKind.OtherState);
        Compare(Sight(Ours with { BlockHash = "b8" }), isFinalHere: false).Should()
            .Be(DifferenceKind.OtherState, "it was reorganised away, and is final in another block");
        Compare(Sight(Ours with { BlockHash = "b8" }) with { IsFinal = false }, isFinalHere: false).Should().BeNull();
    }

    [Theory]
    [InlineData("10000000000000000001", 18, true, "10.000000000000000001")]
    [InlineData("0", 6, true, "0")]
    [InlineData("340282366920938463463374607431768211455", 18, false, null)]
    [InlineData("79228162514264337593543950335", 0, true, "79228162514264337593543950335")]
    public void Amounts_are_exact_or_none(string units, int decimals, bool isExact, string? amount)
    {
        ChainStatement.TryAmount(UInt128.Parse(units), decimals, out var read).Should().Be(isExact);
        if (isExact) read.Should().Be(decimal.Parse(amount!, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_day_is_asked_for_when_a_whole_day_has_passed_since_its_end() => ChainStatement.Calendar
        .PublicationOf(new DateOnly(2026, 3, 1)).Should().Be(new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero));
}
