using Payments.Chains;
using Payments.Domain.Identity;
using Payments.Domain.Money;
using Payments.Domain.Transfers;

namespace Payments.Http.Merchants;

/// <summary>
/// What a transaction is to the merchant that asks: <c>code</c> and the same in words. <c>confirmations</c> counts blocks from its own to
/// the newest; <c>required_confirmations</c> is null where the chain itself says what is final. <c>transfers</c> are those of its transfers
/// that concern the merchant.
/// </summary>
internal sealed record TransactionLookView(
    string Chain,
    string TransactionHash,
    string Code,
    string Message,
    long? Block,
    long Confirmations,
    int? RequiredConfirmations,
    bool Final,
    IReadOnlyList<LookedTransferView> Transfers)
{
    public static TransactionLookView Of(ChainId chain, string transaction, TransactionFinding finding, ChainCatalog chains)
    {
        var sight = finding.Sight;
        LookedTransferView[] transfers = [.. finding.Transfers.Select(one => LookedTransferView.Of(one, finding, chains))];
        var message = finding.Transfers.FirstOrDefault(one => one.Code == finding.Code) is { } first
            ? LookWords.Of(first.Code, sight, first.Standing)
            : LookWords.Of(finding.Code, sight, null);
        return new(
            chain.Value, transaction, finding.Code.Word(), message, sight.Block, sight.Confirmations, sight.Required, sight.IsFinal,
            transfers);
    }
}

/// <summary>
/// One transfer of a transaction that was looked at. <c>payment_id</c> and <c>order_id</c> name the merchant's order that counts it;
/// <c>meant_for</c> the orders that an unmatched one was probably meant for, <c>reason</c> why it is unmatched. <c>found_now</c>: it was
/// missed when its block was read, and was brought to its order because of this question.
/// </summary>
internal sealed record LookedTransferView(
    string TransferId,
    string Code,
    string Message,
    string Token,
    string? Amount,
    string Units,
    string Address,
    string? PaymentId,
    string? OrderId,
    bool Assignable,
    IReadOnlyList<string> MeantFor,
    string? Reason,
    bool FoundNow)
{
    public static LookedTransferView Of(JudgedTransfer judged, TransactionFinding finding, ChainCatalog chains)
    {
        var (standing, transfer) = (judged.Standing, judged.Standing.Transfer);
        var order = judged.Code == LookCode.CountedElsewhere ? null : standing.Counting;
        return new(
            transfer.Id.Value, judged.Code.Word(), LookWords.Of(judged.Code, finding.Sight, standing), transfer.Token,
            chains.TryGetToken(transfer.Chain, transfer.Token, out var token) ? TokenAmount.Format(transfer.Units, token.Decimals) : null,
            transfer.Units.ToString(System.Globalization.CultureInfo.InvariantCulture), chains.Display(transfer.Chain, transfer.To),
            order?.Id.ToUuid(), order?.Number, judged.IsOwn && LookRules.IsAssignable(standing),
            judged.IsOwn ? [.. standing.MeantFor.Select(id => id.ToUuid())] : [], standing.Cause, judged.WasTakenUp);
    }
}
