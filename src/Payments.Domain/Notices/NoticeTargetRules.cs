using Payments.Domain.Merchants;

namespace Payments.Domain.Notices;

/// <summary>What became of a change of a shop's targets. Numbers are append-only.</summary>
[Orleans.GenerateSerializer, Orleans.Alias("notice-outcome")]
public enum NoticeOutcome
{
    /// <summary>It was made.</summary>
    Done = 0,

    /// <summary>There is no such target, or its link is over.</summary>
    NotFound = 1,

    /// <summary>The shop has a target of this address already.</summary>
    IsThere = 2,

    /// <summary>The shop has as many targets as one may.</summary>
    TooMany = 3,

    /// <summary>There is no such merchant.</summary>
    UnknownMerchant = 4,
}

/// <summary>What may happen to the addresses that a shop's notices go to.</summary>
public static class NoticeTargetRules
{
    /// <summary>Most targets of one shop.</summary>
    public const int Most = 20;

    /// <summary>How long the link works that confirms a target.</summary>
    public static readonly TimeSpan ConfirmEnd = TimeSpan.FromDays(1);

    /// <summary>The events that a target may take, in the order in which they are shown.</summary>
    public static readonly IReadOnlyList<NoticeEvent> Choices =
    [
        NoticeEvent.CallbacksGivenUp, NoticeEvent.EndpointOff, NoticeEvent.Unmatched, NoticeEvent.Review, NoticeEvent.RefundFailed,
        NoticeEvent.PayoutReview, NoticeEvent.PayoutUnknown, NoticeEvent.PayoutFailed, NoticeEvent.Difference, NoticeEvent.NearlyFull,
        NoticeEvent.Guarded, NoticeEvent.Summary,
    ];

    /// <summary>Adds a target, which waits to be confirmed.</summary>
    public static (NoticeOutcome Outcome, Merchant Merchant) Add(Merchant merchant, NoticeTarget target, DateTimeOffset now)
    {
        if (merchant.Notices.Any(known => known.Channel == target.Channel && known.Recipient == target.Recipient))
            return (NoticeOutcome.IsThere, merchant);
        if (merchant.Notices.Count >= Most) return (NoticeOutcome.TooMany, merchant);
        return (NoticeOutcome.Done, With(merchant, [.. merchant.Notices, target], now));
    }

    /// <summary>Gives a target that waits another link; the one before works no more.</summary>
    public static (NoticeOutcome Outcome, Merchant Merchant) Renew(
        Merchant merchant, string targetId, string confirmHash, DateTimeOffset now) =>
        Change(merchant, targetId, now, target => target.ConfirmedAt is null
            ? target with { ConfirmHash = confirmHash, ConfirmUntil = now + ConfirmEnd }
            : null);

    /// <summary>Confirms the target whose link has a token, once.</summary>
    public static (NoticeOutcome Outcome, Merchant Merchant) Confirm(Merchant merchant, string confirmHash, DateTimeOffset now) =>
        FindWaiting(merchant, confirmHash, now) is not { } waiting
            ? (NoticeOutcome.NotFound, merchant)
            : Change(merchant, waiting.Id, now, target => target with { ConfirmHash = null, ConfirmUntil = null, ConfirmedAt = now });

    /// <summary>The target that waits for this link; null where none does, or its time is over.</summary>
    public static NoticeTarget? FindWaiting(Merchant merchant, string confirmHash, DateTimeOffset now) =>
        merchant.Notices.FirstOrDefault(target => target.ConfirmHash == confirmHash && now < target.ConfirmUntil);

    /// <summary>Says which events a target takes, and whether it takes none for a while.</summary>
    public static (NoticeOutcome Outcome, Merchant Merchant) Set(
        Merchant merchant, string targetId, IReadOnlyList<NoticeEvent> events, bool isPaused, DateTimeOffset now) =>
        Change(merchant, targetId, now, target => target with
        {
            Events = [.. Choices.Where(events.Contains)],
            PausedSince = isPaused ? target.PausedSince ?? now : null,
            // What happened during the pause is not told.
            ConfirmedAt = !isPaused && target is { PausedSince: not null, ConfirmedAt: not null } ? now : target.ConfirmedAt,
        });

    /// <summary>Removes a target.</summary>
    public static (NoticeOutcome Outcome, Merchant Merchant) Remove(Merchant merchant, string targetId, DateTimeOffset now) =>
        merchant.Notices.All(target => target.Id != targetId)
            ? (NoticeOutcome.NotFound, merchant)
            : (NoticeOutcome.Done, With(merchant, [.. merchant.Notices.Where(target => target.Id != targetId)], now));

    private static (NoticeOutcome Outcome, Merchant Merchant) Change(
        Merchant merchant, string targetId, DateTimeOffset now, Func<NoticeTarget, NoticeTarget?> change)
    {
        if (merchant.Notices.FirstOrDefault(target => target.Id == targetId) is not { } known || change(known) is not { } changed)
            return (NoticeOutcome.NotFound, merchant);
        return (NoticeOutcome.Done, With(merchant, [.. merchant.Notices.Select(one => one.Id == targetId ? changed : one)], now));
    }

    private static Merchant With(Merchant merchant, IReadOnlyList<NoticeTarget> targets, DateTimeOffset now) =>
        merchant with { Notices = targets, UpdatedAt = now };
}
