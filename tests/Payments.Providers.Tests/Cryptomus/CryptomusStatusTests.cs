using Payments.Domain.Charges;
using Payments.Domain.Payouts;
using Payments.Providers.Cryptomus;

namespace Payments.Providers.Tests.Cryptomus;

/// <summary>What Cryptomus' words mean for a charge.</summary>
public sealed class CryptomusStatusTests
{
    [Theory]
    [InlineData("process", false, ChargeState.Open, false)]
    [InlineData("check", false, ChargeState.Seen, false)]
    [InlineData("confirm_check", false, ChargeState.Seen, false)]
    [InlineData("confirm_check", true, ChargeState.Seen, false)]
    [InlineData("wrong_amount_waiting", false, ChargeState.Underpaid, false)]
    [InlineData("wrong_amount_waiting", true, ChargeState.Underpaid, false)]
    [InlineData("paid", true, ChargeState.Paid, true)]
    [InlineData("paid_over", true, ChargeState.Paid, true)]
    [InlineData("wrong_amount", true, ChargeState.Ended, false)]
    [InlineData("wrong_amount", false, ChargeState.Underpaid, false)]
    [InlineData("fail", true, ChargeState.Ended, false)]
    [InlineData("fail", false, ChargeState.Open, false)]
    [InlineData("cancel", true, ChargeState.Ended, false)]
    [InlineData("cancel", false, ChargeState.Open, false)]
    [InlineData("system_fail", true, ChargeState.Ended, false)]
    [InlineData("system_fail", false, ChargeState.Open, false)]
    [InlineData("refund_process", false, ChargeState.Ended, false)]
    [InlineData("refund_paid", true, ChargeState.Ended, false)]
    [InlineData("refund_fail", true, ChargeState.Held, false)]
    [InlineData("locked", false, ChargeState.Held, false)]
    [InlineData("something_new", true, ChargeState.Open, false)]
    [InlineData("PAID", true, ChargeState.Open, false)]
    public void Only_paid_and_paid_over_are_money(string word, bool isFinal, ChargeState state, bool hasMoney)
    {
        var status = CryptomusStatuses.OfPayment(word);

        CryptomusStatuses.StateOf(status, isFinal).Should().Be(state);
        CryptomusStatuses.HasMoney(status).Should().Be(hasMoney);
    }

    [Fact]
    public void Every_status_has_a_word_and_a_state()
    {
        string[] words =
        [
            "process", "check", "confirm_check", "wrong_amount_waiting", "paid", "paid_over", "wrong_amount", "fail", "cancel",
                "system_fail", "refund_process",
            "refund_fail", "refund_paid", "locked",
        ];
        words.Select(CryptomusStatuses.OfPayment).Should()
            .BeEquivalentTo(Enum.GetValues<CryptomusPaymentStatus>().Except([CryptomusPaymentStatus.Unknown]));
        new[] { "process", "check", "paid", "fail", "cancel", "system_fail" }.Select(CryptomusStatuses.OfPayout)
            .Should().BeEquivalentTo(Enum.GetValues<CryptomusPayoutStatus>().Except([CryptomusPayoutStatus.Unknown]));
        foreach (var status in Enum.GetValues<CryptomusPaymentStatus>())
            CryptomusStatuses.StateOf(status, true).Should().NotBe(ChargeState.Opening);
    }

    [Theory]
    [InlineData("paid", PayoutStatus.Succeeded, PayoutStatus.Succeeded)]
    [InlineData("process", PayoutStatus.Processing, PayoutStatus.Processing)]
    [InlineData("check", PayoutStatus.Processing, PayoutStatus.Processing)]
    [InlineData("fail", PayoutStatus.Failed, PayoutStatus.Processing)]
    [InlineData("cancel", PayoutStatus.Failed, PayoutStatus.Processing)]
    [InlineData("system_fail", PayoutStatus.Failed, PayoutStatus.Processing)]
    [InlineData("a new word", PayoutStatus.Processing, PayoutStatus.Processing)]
    public void A_payout_fails_when_that_is_final(string word, PayoutStatus final, PayoutStatus before)
    {
        CryptomusStatuses.StateOf(CryptomusStatuses.OfPayout(word), true).Should().Be(final);
        CryptomusStatuses.StateOf(CryptomusStatuses.OfPayout(word), false).Should().Be(before);
    }
}
