using Payments.Domain.Orders;
using Payments.Domain.Wallets;

namespace Payments.Domain.Transfers;

/// <summary>What a transaction that somebody asks about is. Nothing is changed here.</summary>
public static class LookRules
{
    /// <summary>The word that merchants read.</summary>
    public static string Word(this LookCode code) => code switch
    {
        LookCode.Unknown => "unknown",
        LookCode.Waiting => "waiting",
        LookCode.Failed => "failed",
        LookCode.OtherAddress => "other_address",
        LookCode.OtherToken => "other_token",
        LookCode.NothingArrived => "nothing_arrived",
        LookCode.NotRead => "not_read",
        LookCode.NotFinal => "not_final",
        LookCode.Counted => "counted",
        LookCode.CountedElsewhere => "counted_elsewhere",
        LookCode.Unmatched => "unmatched",
        LookCode.BeforeOrder => "before_order",
        LookCode.Missed => "missed",
        LookCode.Dust => "dust",
        LookCode.TooOld => "too_old",
        _ => throw new InvalidOperationException($"Unknown code {code}."),
    };

    /// <summary>Whether a merchant may give such a transfer to an order by hand.</summary>
    public static bool IsAssignable(TransferStanding standing) => standing is { IsListed: true, Counting: null };

    /// <summary>
    /// Whether a transfer that is stored nowhere is too old to be brought to an order: what was archived is no longer known to have been
    /// counted, and nothing may count twice.
    /// </summary>
    public static bool IsTooOld(Transfer transfer, DateTimeOffset now) => transfer.BlockTime < now - OrderRules.ArchiveAge;

    /// <summary>What a transfer to an address of the gateway's is to a merchant, by the first rule that applies.</summary>
    public static LookCode Of(TransferStanding standing, TransferQuestion question)
    {
        if (standing.Counting is { } order) return OfCounted(standing, order, question);
        if (standing.Owner != question.Merchant) return LookCode.OtherAddress;
        if (standing.IsListed) return OfUnmatched(standing, question);
        if (!question.IsRead) return LookCode.NotRead;
        // Dust is counted by its address alone: to bring it there again would only count it twice.
        if (standing.IsDust || question.WasTakenUp) return LookCode.Dust;
        return IsTooOld(standing.Transfer, question.Now) ? LookCode.TooOld : LookCode.Missed;
    }

    /// <summary>What a transaction in a block is that brought nothing the gateway could read.</summary>
    /// <param name="paysMerchant">Whether it pays an address of the merchant's by a node's account.</param>
    /// <param name="inTakenCoin">Whether it does so in a coin that the gateway takes.</param>
    public static LookCode OfUnread(bool paysMerchant, bool inTakenCoin) =>
        !paysMerchant ? LookCode.OtherAddress : inTakenCoin ? LookCode.NothingArrived : LookCode.OtherToken;

    private static LookCode OfCounted(TransferStanding standing, Order order, TransferQuestion question)
    {
        if (order.Merchant != question.Merchant) return LookCode.CountedElsewhere;
        var isFinal = question.IsFinal || order.Transfers.Any(counted => counted.Transfer.Id == standing.Transfer.Id && counted.Confirmed);
        return isFinal ? LookCode.Counted : LookCode.NotFinal;
    }

    private static LookCode OfUnmatched(TransferStanding standing, TransferQuestion question)
    {
        if (question.Order is not { } order)
            return standing.Cause == UnmatchedCause.BeforeOrder.Word() ? LookCode.BeforeOrder : LookCode.Unmatched;
        var transfer = standing.Transfer;
        if (order.Quotes.All(quote => quote.Address != transfer.To || quote.Chain != transfer.Chain)) return LookCode.OtherAddress;
        if (order.Quotes.All(quote => quote.Token != transfer.Token || quote.Chain != transfer.Chain)) return LookCode.OtherToken;
        return transfer.BlockTime < order.OpenedAt ? LookCode.BeforeOrder : LookCode.Unmatched;
    }
}
