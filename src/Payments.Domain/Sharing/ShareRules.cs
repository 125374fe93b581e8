using Payments.Domain.Callbacks;
using Payments.Domain.Money;
using Payments.Domain.Refunds;

namespace Payments.Domain.Sharing;

/// <summary>What one share or return becomes by what is heard of it, and how much either is.</summary>
public static class ShareRules
{
    /// <summary>
    /// Added to the wait that a provider demands: its clock and ours are not the same, and a share that comes too early is refused.
    /// </summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long a provider is asked about a return before a person may say how it ended. As with payouts, a receiver's bank answers within
    /// a day or two.
    /// </summary>
    public static readonly TimeSpan ReturnPatience = TimeSpan.FromDays(3);

    /// <summary>What a rule gives of an amount: a percentage is rounded down to the currency's decimals.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="money">What was paid and not refunded.</param>
    /// <param name="currency">Its currency.</param>
    public static decimal AmountOf(ShareRule rule, decimal money, string currency) =>
        rule.Amount ?? decimal.Round(money * rule.Percent!.Value / 100, DecimalsOf(currency), MidpointRounding.ToZero);

    /// <summary>The most that may be shared of an amount.</summary>
    public static decimal MostOf(ShareTerms terms, decimal money, string currency) =>
        decimal.Round(money * terms.MostPercent / 100, DecimalsOf(currency), MidpointRounding.ToZero);

    /// <summary>
    /// What a receiver must have given back once so much of the shared money is refunded: the same part of the share, rounded up, so that
    /// the last refund takes the rest exactly.
    /// </summary>
    /// <param name="share">The share.</param>
    /// <param name="refunded">What is refunded of <see cref="Share.Of"/>.</param>
    public static decimal GoneOf(Share share, decimal refunded) => refunded >= share.Of
        ? share.Amount
        : decimal.Round(share.Amount * refunded / share.Of, DecimalsOf(share.Currency), MidpointRounding.ToPositiveInfinity);

    /// <summary>Takes what a provider says of a share's receiver. What ended stays so.</summary>
    /// <returns>The same instance where nothing changes.</returns>
    public static Share Apply(Share share, SharePartNews news, DateTimeOffset now)
    {
        if (!share.IsOpen) return share;
        // Money that is not the one asked for proves nothing of this share; a person must look.
        var (status, word) = news.Amount == share.Amount
            ? (news.Status, news.Word)
            : (ShareStatus.Processing, FormattableString.Invariant($"the provider says {news.Amount} in place of {share.Amount}"));
        var next = share with { ProviderId = news.ProviderId ?? share.ProviderId, Word = word ?? share.Word };
        return status is ShareStatus.Succeeded or ShareStatus.Failed
            ? next with { Status = status, EndedAt = now }
            : next with { Status = ShareStatus.Processing };
    }

    /// <summary>A share that will not happen.</summary>
    public static Share Failed(Share share, string? word, DateTimeOffset now) =>
        !share.IsOpen ? share : share with { Status = ShareStatus.Failed, Word = word ?? share.Word, EndedAt = now };

    /// <summary>Takes what a provider says of a return. What ended stays so.</summary>
    /// <returns>The same instance where nothing changes.</returns>
    public static ReturnedShare Apply(ReturnedShare back, ShareNews news, DateTimeOffset now) => !back.IsOpen ? back : back with
    {
        Status = news.Status is ShareStatus.Requested ? back.Status : news.Status,
        ProviderId = news.ProviderId ?? back.ProviderId,
        Word = news.Word ?? back.Word,
        EndedAt = news.Status is ShareStatus.Succeeded or ShareStatus.Failed ? now : null,
    };

    /// <summary>When a sharing that is not known is looked after again: as with refunds, later each time and for ever.</summary>
    public static ChargeSharing Asked(ChargeSharing sharing, string? word, DateTimeOffset now) => sharing with
    {
        Asked = sharing.Asked + 1,
        AskAt = now + RefundRules.RestAfter(sharing.Asked),
        Word = word ?? sharing.Word,
    };

    /// <summary>What endpoints are told of a change of one share; null for nothing.</summary>
    /// <param name="before">The share before; null for a new one.</param>
    /// <param name="next">The share after it.</param>
    public static string? EventOf(Share? before, Share next) => before?.Status == next.Status ? null : next.Status switch
    {
        ShareStatus.Succeeded => WebhookEvents.ShareSucceeded,
        ShareStatus.Failed => WebhookEvents.ShareFailed,
        ShareStatus.Requested or ShareStatus.Processing => null,
        _ => throw new InvalidOperationException($"Unknown share status {next.Status}."),
    };

    private static int DecimalsOf(string currency) => MoneyBounds.Of(currency).Decimals;
}
