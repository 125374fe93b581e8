using Payments.Domain.Identity;
using Payments.Domain.Money;
using Payments.Domain.Transfers;

namespace Payments.Domain.Reconciliation;

/// <summary>
/// Turns what a chain's nodes say of this gateway's transfers into lines as of a provider's statement, so that both are compared by the
/// same rules. A day is UTC's; an order belongs to the day on which it was created, an unmatched transfer to that on which it was seen.
/// </summary>
public static class ChainStatement
{
    /// <summary>
    /// A day is asked for a day after its end: by then nearly all of its orders have ended, and what paid them is final.
    /// </summary>
    public static readonly StatementCalendar Calendar = new(TimeSpan.Zero, TimeSpan.FromDays(1), StatementBasis.Begun);

    /// <summary>The state of a transfer in a final block.</summary>
    public const string Final = "final";

    /// <summary>The state of a transfer in a block that is not final.</summary>
    public const string NotFinal = "not_final";

    /// <summary>The state of a transfer that is in another block than the one that this gateway counted.</summary>
    public const string OtherBlock = "other_block";

    /// <summary>The state of a transfer whose transaction waits for a block.</summary>
    public const string Waiting = "waiting";

    /// <summary>The state of a transfer whose transaction moved nothing.</summary>
    public const string Failed = "failed";

    /// <summary>
    /// The line of a transfer that this gateway has; null where the nodes know no such transaction, or its block has no such transfer.
    /// </summary>
    /// <param name="ours">The transfer as this gateway has it.</param>
    /// <param name="isFinalHere">
    /// Whether it counts as final here. Where it does not, it was paid by being final there in whatever block.
    /// </param>
    /// <param name="sight">What the nodes say of its transaction.</param>
    /// <param name="amountOf">The amount of a transfer in whole units of its token.</param>
    public static StatementEntry? LineOf(Transfer ours, bool isFinalHere, StatedTransaction sight, Func<Transfer, decimal> amountOf)
    {
        if (!sight.IsKnown) return null;
        if (sight.Block is null) return Line(ours, amountOf(ours), Waiting, isPaid: false);
        if (sight.HasFailed) return Line(ours, amountOf(ours), Failed, isPaid: false);
        if (sight.Transfers.FirstOrDefault(transfer => transfer.Id == ours.Id) is not { } there) return null;
        var word = there.BlockHash != ours.BlockHash ? OtherBlock : sight.IsFinal ? Final : NotFinal;
        return Line(there, amountOf(there), word, isPaid: sight.IsFinal && (word == Final || !isFinalHere));
    }

    /// <summary>The line of a transfer that this gateway does not have.</summary>
    /// <param name="there">The transfer as its block has it.</param>
    /// <param name="amount">Its amount in whole units of its token.</param>
    /// <param name="owner">Whose address it paid.</param>
    public static StatementEntry LineOf(Transfer there, decimal amount, MerchantId owner) =>
        Line(there, amount, Final, isPaid: true, owner);

    /// <summary>The entry of a transfer that this gateway has.</summary>
    /// <param name="transfer">The transfer.</param>
    /// <param name="amount">Its amount in whole units of its token.</param>
    /// <param name="merchant">Whose it is.</param>
    /// <param name="isFinal">Whether it counts as final here.</param>
    /// <param name="word">What it is here.</param>
    public static OwnEntry EntryOf(Transfer transfer, decimal amount, MerchantId merchant, bool isFinal, string word) => new()
    {
        Key = new EntryKey(transfer.Id.Value, EntryKind.Transfer),
        Merchant = merchant,
        Amount = amount,
        Currency = transfer.Token,
        IsPaid = isFinal,
        Word = word,
        At = transfer.BlockTime,
    };

    /// <summary>
    /// An amount in whole units; false where 28 digits cannot hold it exactly, which no amount of money ever needs.
    /// </summary>
    public static bool TryAmount(UInt128 units, int decimals, out decimal amount)
    {
        var text = TokenAmount.Format(units, decimals);
        return decimal.TryParse(
                text, System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out amount)
            && PlainDecimal.Format(amount) == text;
    }

    private static StatementEntry Line(Transfer transfer, decimal amount, string word, bool isPaid, MerchantId? owner = null) => new()
    {
        Key = new EntryKey(transfer.Id.Value, EntryKind.Transfer),
        Number = transfer.Transaction,
        Amount = amount,
        Currency = transfer.Token,
        IsPaid = isPaid,
        At = transfer.BlockTime,
        Word = word,
        Owner = owner,
    };
}
