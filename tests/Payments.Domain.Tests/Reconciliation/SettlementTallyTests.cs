using Payments.Domain.Identity;
using Payments.Domain.Reconciliation;
using static Payments.Domain.Tests.Reconciliation.Entries;

namespace Payments.Domain.Tests.Reconciliation;

/// <summary>What a day brought, by merchant and currency.</summary>
public sealed class SettlementTallyTests
{
    private static readonly MerchantId Other = new(new string('b', 32));

    [Fact]
    public void Gross_fees_refunds_and_shares_make_the_net()
    {
        var tally = new SettlementTally();
        tally.AddOurs(Ours(1, 70m));
        tally.AddOurs(Ours(2, 30.50m));
        tally.AddOurs(Ours(3, 99m, isPaid: false));
        tally.AddTheirs(Theirs(1, 70m), Merchant);
        tally.AddTheirs(Theirs(2, 30.50m) with { Fee = 0.18m }, Merchant);
        tally.AddTheirs(Theirs(3, 99m, isPaid: false), Merchant);
        tally.AddTheirs(Theirs(1, 20m, kind: EntryKind.Refund) with { Fee = -0.12m }, Merchant);
        tally.AddShare(Merchant, "CNY", 5m);
        tally.AddShare(Merchant, "CNY", -2m);
        tally.AddPayout(null, "CNY", 1000m);

        tally.Sums.Should().Equal(
            new SettlementSum(null, "CNY") { Payout = 1000m },
            new SettlementSum(Merchant, "CNY")
            {
                Payments = 2,
                Gross = 100.50m,
                Stated = 100.50m,
                Fees = 0.48m,
                RefundCount = 1,
                Refunds = 20m,
                Shares = 3m,
            });
        tally.Sums[1].Net.Should().Be(77.02m);
    }

    [Fact]
    public void Merchants_and_currencies_are_kept_apart_and_no_digit_is_lost()
    {
        var tally = new SettlementTally();
        for (var i = 0; i < 1000; i++)
            tally.AddOurs(Ours(i, 0.000000000000000001m) with { Currency = "ETH", Merchant = i % 2 == 0 ? Merchant : Other });
        tally.AddOurs(Ours(1, 10_000_000_000m) with { Currency = "CNY" });

        tally.Sums.Select(sum => (sum.Merchant, sum.Currency, sum.Gross)).Should().Equal(
            (Merchant, "CNY", 10_000_000_000m), (Merchant, "ETH", 0.0000000000000005m), (Other, "ETH", 0.0000000000000005m));
    }
}
