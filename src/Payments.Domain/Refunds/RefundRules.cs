namespace Payments.Domain.Refunds;

/// <summary>What one refund becomes by what is heard of it, and when it is looked after.</summary>
public static class RefundRules
{
    /// <summary>Longest reason, in characters; providers show fewer and cut it.</summary>
    public const int ReasonLimit = 200;

    /// <summary>
    /// How long after each unanswered try a provider is asked again. It goes on at the last of these until the provider knows: a bank may
    /// take days, and a refund that is not known is never taken for failed.
    /// </summary>
    private static readonly TimeSpan[] Rests =
    [
        TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(1), TimeSpan.FromHours(1),
        TimeSpan.FromHours(6),
    ];

    /// <summary>How long a provider rests after so many unanswered tries before the next one.</summary>
    public static TimeSpan RestAfter(int asked) => Rests[Math.Min(asked, Rests.Length - 1)];

    /// <summary>Takes what the provider says. What ended stays so.</summary>
    /// <returns>The same instance where nothing changes.</returns>
    public static (RefundNewsOutcome Outcome, Refund Refund) Apply(Refund refund, RefundNews news, DateTimeOffset now)
    {
        if (news.Amount is { } amount && amount != refund.Amount || news.Charge is { } charge && charge != refund.Charge)
            return (RefundNewsOutcome.Mismatch, refund);
        if (!refund.IsOpen)
        {
            var isLate = news.Status == RefundStatus.Succeeded && !refund.TakesMoney;
            return (isLate ? RefundNewsOutcome.Mismatch : RefundNewsOutcome.Known, refund);
        }
        var next = refund with { ProviderId = news.ProviderId ?? refund.ProviderId, Word = news.Word ?? refund.Word };
        next = news.Status switch
        {
            RefundStatus.Processing => next.Status == RefundStatus.Processing
                ? next
                : next with { Status = RefundStatus.Processing, Asked = 0, AskAt = now + Rests[0] },
            RefundStatus.Succeeded => next with { Status = RefundStatus.Succeeded, AskAt = null, EndedAt = news.EndedAt ?? now },
            RefundStatus.Failed => Failed(next, news.Word, now),
            _ => throw new InvalidOperationException($"No news makes a refund {news.Status}."),
        };
        return next == refund ? (RefundNewsOutcome.Known, refund) : (RefundNewsOutcome.Taken, next);
    }

    /// <summary>It did not happen; a user's credit that was reversed for it is to be returned at once.</summary>
    public static Refund Failed(Refund refund, string? why, DateTimeOffset now) =>
        Ended(refund with { Status = RefundStatus.Failed, Word = why ?? refund.Word }, now);

    /// <summary>
    /// Whether it can be withdrawn: nobody was asked for money yet. On a chain the merchant's wallet has not sent it; at a provider it
    /// waits for what becomes of the payment's shares. A reversal that is due may have been taken, and its answer lost: withdrawn then,
    /// nobody would give the credit back.
    /// </summary>
    public static bool IsWithdrawable(Refund refund) =>
        refund is { Status: RefundStatus.Requested, Reversal: not RefundReversal.Due } &&
        (refund.Kind == RefundKind.Chain || refund.Shares == RefundShares.Due);

    /// <summary>The merchant withdraws it.</summary>
    public static Refund Cancelled(Refund refund, DateTimeOffset now) => Ended(refund with { Status = RefundStatus.Cancelled }, now);

    /// <summary>The provider was asked and what became of the refund is as it was, or is not known.</summary>
    public static Refund Asked(Refund refund, string? word, DateTimeOffset now) => !refund.IsOpen ? refund : refund with
    {
        Asked = refund.Asked + 1,
        AskAt = now + RestAfter(refund.Asked),
        Word = word ?? refund.Word,
    };

    /// <summary>The user's credit was reversed; the provider is asked next, or the merchant sends the money.</summary>
    public static Refund Reversed(Refund refund, DateTimeOffset now) => refund with
    {
        Reversal = RefundReversal.Done,
        AskAt = refund.Kind == RefundKind.Provider ? now : null,
    };

    /// <summary>The user was credited again.</summary>
    public static Refund Returned(Refund refund) => refund with { Reversal = RefundReversal.Returned, AskAt = null };

    /// <summary>What endpoints are told of a change of one refund; null for nothing.</summary>
    /// <param name="before">The refund before; null for a new one.</param>
    /// <param name="next">The refund after it.</param>
    public static string? EventOf(Refund? before, Refund next)
    {
        if (before is null) return Callbacks.WebhookEvents.RefundCreated;
        if (before.Status == next.Status) return null;
        return next.Status switch
        {
            RefundStatus.Succeeded => Callbacks.WebhookEvents.RefundSucceeded,
            RefundStatus.Failed or RefundStatus.Cancelled => Callbacks.WebhookEvents.RefundFailed,
            RefundStatus.Requested or RefundStatus.Processing => null,
            _ => throw new InvalidOperationException($"Unknown refund status {next.Status}."),
        };
    }

    private static Refund Ended(Refund refund, DateTimeOffset now)
    {
        var isReversed = refund.Reversal == RefundReversal.Done;
        return refund with
        {
            EndedAt = now,
            Reversal = refund.Reversal switch
            {
                RefundReversal.Done => RefundReversal.ReturnDue,
                RefundReversal.Due => RefundReversal.None,
                var other => other,
            },
            AskAt = isReversed ? now : null,
        };
    }
}
