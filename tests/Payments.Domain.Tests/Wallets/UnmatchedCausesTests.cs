using Payments.Domain.Orders;
using Payments.Domain.Wallets;

namespace Payments.Domain.Tests.Wallets;

public class UnmatchedCausesTests
{
    /// <param name="cause">The cause.</param>
    /// <param name="word">What merchants read.</param>
    /// <param name="isOfInexact">Whether dust of that cause need not be kept: nobody was asked for the amount.</param>
    [Theory]
    [InlineData(UnmatchedCause.NoneFits, "none_fits", true)]
    [InlineData(UnmatchedCause.SeveralFit, "several_fit", true)]
    [InlineData(UnmatchedCause.Dust, "dust", true)]
    [InlineData(UnmatchedCause.OwnTransaction, "own_transaction", true)]
    [InlineData(UnmatchedCause.Late, "late", false)]
    [InlineData(UnmatchedCause.BeforeOrder, "before_order", false)]
    [InlineData(UnmatchedCause.SeenBefore, "seen_before", false)]
    [InlineData(UnmatchedCause.OrderClosed, "order_closed", false)]
    [InlineData(UnmatchedCause.OrderFull, "order_full", false)]
    [InlineData(UnmatchedCause.OtherCoin, "other_coin", false)]
    [InlineData(UnmatchedCause.NoOrder, "no_order", false)]
    [InlineData(UnmatchedCause.OrderArchived, "order_archived", false)]
    public void Each_cause_has_its_word_and_says_whether_an_order_asked(UnmatchedCause cause, string word, bool isOfInexact) =>
        (cause.Word(), UnmatchedCauses.IsOfInexact(cause)).Should().Be((word, isOfInexact));

    [Theory]
    [InlineData(UnmatchedCause.Late)]
    [InlineData(UnmatchedCause.BeforeOrder)]
    [InlineData(UnmatchedCause.OrderClosed)]
    [InlineData(UnmatchedCause.OtherCoin)]
    public void What_comes_to_an_orders_own_address_has_these_causes_in_any_amount(UnmatchedCause cause) =>
        UnmatchedCauses.IsOfAnyAmount(cause).Should().BeTrue();

    [Theory]
    [InlineData(AcceptOutcome.Counted, null)]
    [InlineData(AcceptOutcome.Duplicate, null)]
    [InlineData(AcceptOutcome.NotFound, UnmatchedCause.NoOrder)]
    [InlineData(AcceptOutcome.UnknownTransfer, UnmatchedCause.NoOrder)]
    [InlineData(AcceptOutcome.WrongCoin, UnmatchedCause.OtherCoin)]
    [InlineData(AcceptOutcome.TakenByOther, UnmatchedCause.OtherCoin)]
    [InlineData(AcceptOutcome.TooManyTransfers, UnmatchedCause.OrderFull)]
    [InlineData(AcceptOutcome.OrderClosed, UnmatchedCause.OrderClosed)]
    [InlineData(AcceptOutcome.Dust, UnmatchedCause.Dust)]
    [InlineData(AcceptOutcome.Archived, UnmatchedCause.OrderArchived)]
    public void What_an_order_refuses_is_unmatched_for_its_own_reason(AcceptOutcome outcome, UnmatchedCause? cause) =>
        UnmatchedCauses.Of(outcome).Should().Be(cause);

    [Fact]
    public void Every_cause_and_every_outcome_is_in_the_tables()
    {
        foreach (var cause in Enum.GetValues<UnmatchedCause>()) cause.Word().Should().NotBeEmpty();
        Enum.GetValues<UnmatchedCause>().Should()
            .NotContain(cause => UnmatchedCauses.IsOfInexact(cause) && UnmatchedCauses.IsOfAnyAmount(cause));
        foreach (var outcome in Enum.GetValues<AcceptOutcome>()) FluentActions.Invoking(() => UnmatchedCauses.Of(outcome)).Should().NotThrow();
    }
}
