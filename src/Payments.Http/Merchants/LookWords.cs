using Payments.Contracts.Chains;
using Payments.Domain.Transfers;

namespace Payments.Http.Merchants;

/// <summary>What each code of a look-up says to a merchant, and what to do.</summary>
internal static class LookWords
{
    /// <summary>The words of a code.</summary>
    /// <param name="code">The code.</param>
    /// <param name="sight">What the nodes say.</param>
    /// <param name="standing">What is stored of the transfer; null where there is none.</param>
    public static string Of(LookCode code, TransactionSight sight, TransferStanding? standing) => code switch
    {
        LookCode.Unknown => "no node of this chain knows this transaction: check the hash and the chain, or it was never sent",
        LookCode.Waiting => "waits for a block; it counts once it is in one",
        LookCode.Failed => "is in a block and failed: nothing was moved, the payer has the money still",
        LookCode.OtherAddress => standing is null
            ? "pays none of your receiving addresses"
            : "pays another of your addresses than this order asked; it is unmatched and can be assigned to an order that asked there",
        LookCode.OtherToken => standing is null
            ? "pays your address in a token that this gateway does not take: the money is at your address, and counts for no order"
            : "pays in another coin than this order asked; it is unmatched, and this order cannot count it",
        LookCode.NothingArrived => "names your address, but its block shows nothing that arrived there",
        LookCode.NotRead => "pays you in a block that the gateway has not read yet; it counts by itself",
        LookCode.NotFinal => $"counts for order {standing?.Counting?.Number} and is not final yet ({Progress(sight)})",
        LookCode.Counted => $"counts for order {standing?.Counting?.Number}",
        LookCode.CountedElsewhere => "counts for an order of another merchant",
        LookCode.Unmatched => "paid you and is unmatched: it can be assigned to an order",
        LookCode.BeforeOrder => "paid you before the order was opened; it is unmatched and can be assigned by hand",
        LookCode.Missed => "paid you and was missed; ask again in a minute",
        LookCode.Dust => "paid you less than one payable step: it is counted as dust only",
        LookCode.TooOld =>
            "paid you so long ago that an archived order may have counted it; it is left alone. Complete the order by hand if it is owed",
        _ => throw new InvalidOperationException($"Unknown code {code}."),
    };

    private static string Progress(TransactionSight sight) => sight.Required is { } required
        ? $"{Math.Min(sight.Confirmations, required)} of {required} confirmations"
        : $"{sight.Confirmations} confirmations; the chain itself says what is final";
}
