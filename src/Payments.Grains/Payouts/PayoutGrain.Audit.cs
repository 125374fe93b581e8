using Payments.Contracts.Audit;
using Payments.Domain.Audit;
using Payments.Domain.Money;
using Payments.Domain.Payouts;

namespace Payments.Grains.Payouts;

/// <summary>Who asked for which payout is written with the payout into the chain of the merchant's payouts.</summary>
public sealed partial class PayoutGrain
{
    private const string Asked = "payout";

    private static PayoutBook Audited(PayoutBook book, Payout payout, DateTimeOffset now)
    {
        var wish = payout.Wish;
        (string Field, string? Value)[] facts =
        [
            ("id", payout.Id),
            ("number", FormattableString.Invariant($"{payout.Number}")),
            ("amount", $"{PlainDecimal.Format(wish.Amount)} {wish.Coin}"),
            ("network", wish.Network),
            ("address", wish.Address),
            ("memo", wish.Memo),
            ("feeIncluded", wish.IsFeeIncluded ? "true" : null),
        ];
        var changes = facts.Where(fact => fact.Value is not null).Select(fact => new AuditChange(fact.Field, null, fact.Value)).ToArray();
        var chain = PayoutReference.GrainKeyOf(book.Merchant);
        return book with { Audit = AuditChain.Append(book.Audit, chain, AuditContext.Actor, Asked, null, changes, now) };
    }
}
