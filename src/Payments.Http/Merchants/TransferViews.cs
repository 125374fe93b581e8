using Payments.Chains;
using Payments.Domain.Identity;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Http.Api;
using Payments.Storage;

namespace Payments.Http.Merchants;

/// <summary>
/// A transfer that matched no order. The amount is null where the token is no longer configured; the units always stand. <c>meant_for</c>
/// is the order that it was probably meant for, <c>candidates</c> are those that it may have been meant for where one cannot be told;
/// <c>reason</c> says why no order has it, or what failed. <c>note</c>, <c>dismissed_at</c>, <c>returned_at</c> and <c>decided_by</c> are
/// what the merchant said of it.
/// </summary>
internal sealed record TransferView(
    string TransferId,
    string Chain,
    string Token,
    string? Amount,
    string Units,
    string From,
    string Address,
    string TransactionHash,
    long Block,
    string BlockTime,
    string? MeantFor,
    IReadOnlyList<string> Candidates,
    string? Reason,
    string? Note,
    string? DismissedAt,
    string? ReturnedAt,
    string? DecidedBy)
{
    public static TransferView Of(UnmatchedTransfer unmatched, ChainCatalog chains) => Of(unmatched.Transfer, unmatched, chains);

    private static TransferView Of(Transfer transfer, UnmatchedTransfer unmatched, ChainCatalog chains) =>
        new(transfer.Id.Value, transfer.Chain.Value, transfer.Token,
        chains.TryGetToken(transfer.Chain, transfer.Token, out var token) ? TokenAmount.Format(transfer.Units, token.Decimals) : null,
        transfer.Units.ToString(System.Globalization.CultureInfo.InvariantCulture), chains.Display(transfer.Chain, transfer.From), chains.Display(transfer.Chain, transfer.To),
        transfer.Transaction, transfer.Block, ApiTime.Format(transfer.BlockTime), unmatched.MeantFor?.ToUuid(),
        [.. unmatched.Candidates.Select(order => order.ToUuid())], unmatched.Reason ?? unmatched.Cause, unmatched.Note,
        ApiTime.Format(unmatched.DismissedAt), ApiTime.Format(unmatched.ReturnedAt), unmatched.DecidedBy);
}

/// <summary>
/// Unmatched transfers, newest first; <c>next</c> is what to send as <c>after</c> for more, null at the end. <c>dust</c> counts what was
/// too little to be listed.
/// </summary>
internal sealed record TransfersView(IReadOnlyList<TransferView> Transfers, string? Next, IReadOnlyList<DustView> Dust);

/// <summary>Transfers below one payable step to an address.</summary>
internal sealed record DustView(string Chain, string Address, string Token, long Transfers, string LastSeenAt)
{
    public static DustView Of(DustCount dust, ChainCatalog chains) =>
        new(dust.Chain.Value, chains.Display(dust.Chain, dust.Address), dust.Token, dust.Transfers, ApiTime.Format(dust.SeenAt));
}

/// <summary>How many transfers were dismissed, and whether there may be more to dismiss.</summary>
internal sealed record DismissedView(int Dismissed, bool More);

/// <summary>What is noted of a transfer now.</summary>
internal sealed record NotedView(string TransferId, string? Note);

/// <summary>What an assignment came to.</summary>
internal sealed record AssignmentView(string TransferId, string PaymentId, string OrderId, string Status)
{
    public static AssignmentView Of(TransferId transfer, Order order) =>
        new(transfer.Value, order.Id.ToUuid(), order.Number, ApiStatus.Of(order));
}
