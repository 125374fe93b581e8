using Payments.Domain.Callbacks.Formats;
using Payments.Domain.Merchants;

namespace Payments.Domain.Callbacks;

/// <summary>When a callback is tried again. What differs from face to face, its format decides (<see cref="CallbackFormats"/>).</summary>
public static class DeliveryRules
{
    /// <summary>Attempts kept with a delivery. Seven make a round of up to two tries each; beyond the limit the oldest after the first go.</summary>
    public const int AttemptLimit = 100;

    /// <summary>Pauses after the first attempt and each one that follows, as the 188Pay document lists them.</summary>
    public static readonly IReadOnlyList<TimeSpan> RetryDelays =
        [TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(60)];

    /// <summary>How long a callback is put off whose attempt could not begin: its merchant could not be read, or too many wait for its host.</summary>
    public static readonly TimeSpan PutOffDelay = TimeSpan.FromMinutes(1);

    /// <summary>The method by which a merchant's shop at a URL heard last, or null while nothing is known of it, or of the merchant.</summary>
    public static NotifyMethod? Learned(Merchant? merchant, string url) => merchant?.LearnedMethods.TryGetValue(CallbackUrl.HostOf(url), out var method) == true ? method : null;

    /// <summary>The methods of one attempt, in order: what worked last comes first.</summary>
    /// <param name="delivery">The callback.</param>
    /// <param name="merchant">Whose it is; null where it could not be read.</param>
    public static IReadOnlyList<string> Methods(Delivery delivery, Merchant? merchant) =>
        CallbackFormats.Of(delivery).MethodsOf(merchant?.NotifyMethod ?? NotifyMethod.Auto, Learned(merchant, delivery.Url));

    /// <summary>The method that a successful attempt taught, or null where it was known, or where there was no choice.</summary>
    /// <param name="delivery">The callback.</param>
    /// <param name="merchant">Whose it is; null where it could not be read.</param>
    /// <param name="heard">The request that the shop heard.</param>
    public static NotifyMethod? Taught(Delivery delivery, Merchant? merchant, DeliveryAttempt heard)
    {
        if (CallbackFormats.Of(delivery).Methods.Count == 1) return null;
        if ((merchant?.NotifyMethod ?? NotifyMethod.Auto) != NotifyMethod.Auto) return null;
        var worked = heard.Method == "GET" ? NotifyMethod.Get : NotifyMethod.Post;
        return worked == (Learned(merchant, delivery.Url) ?? NotifyMethod.Post) ? null : worked;
    }

    /// <summary>A callback as it is sent now under the secrets in force. What it says never changes.</summary>
    public static Delivery Renew(Delivery delivery, CallbackKeys keys, DateTimeOffset now)
    {
        var content = CallbackFormats.Of(delivery).Renew(new(delivery.Payload, delivery.Headers), keys, now);
        return delivery with { Payload = content.Payload, Headers = content.Headers };
    }

    /// <summary>Says that an attempt is about to begin; if nothing more is heard of it, an alarm comes back after the margin.</summary>
    /// <remarks>One that began before and was never recorded died with its process, perhaps after the shop had heard it. It is kept as a lost answer, and uses up nothing of the schedule.</remarks>
    public static Delivery Begin(Delivery delivery, DateTimeOffset now, TimeSpan margin) => delivery with
    {
        Attempts = delivery.AttemptedSince is { } since ? Kept(delivery, [Unrecorded(delivery, since)]) : delivery.Attempts,
        AttemptedSince = now,
        WakeAt = now + margin,
    };

    /// <summary>Says that an attempt that began before is still under way, so that the alarm need not come back before the margin.</summary>
    public static Delivery Prolong(Delivery delivery, DateTimeOffset now, TimeSpan margin) => delivery with { WakeAt = now + margin };

    /// <summary>Says that an attempt could not begin. It uses up nothing of the schedule.</summary>
    public static Delivery PutOff(Delivery delivery, DateTimeOffset now) => delivery.SupersededBy is null
        ? delivery with { AttemptedSince = null, WakeAt = now + PutOffDelay }
        : Given(delivery with { AttemptedSince = null });

    /// <summary>
    /// Says that a newer callback tells what is so by now. One that waits is not tried again; one under way becomes superseded when it was
    /// not heard; one to an endpoint that was given up or kept stays so, and a recovery leaves it out.
    /// </summary>
    /// <param name="older">The callback that is superseded.</param>
    /// <param name="by">The newer one's number.</param>
    /// <param name="isUnderWay">Whether an attempt of it is under way.</param>
    public static Delivery Supersede(Delivery older, int by, bool isUnderWay)
    {
        if (older.SupersededBy >= by || !WebhookEvents.GivesWay(older.Event)) return older;
        var marked = older with { SupersededBy = by };
        if (older is { Endpoint: not null, Status: DeliveryStatus.Failed or DeliveryStatus.Unconfirmed or DeliveryStatus.Kept })
            return marked;
        if (older.Status != DeliveryStatus.Pending) return older;
        if (isUnderWay) return marked;
        return Given(older.AttemptedSince is { } since
            ? marked with { Attempts = Kept(older, [Unrecorded(older, since)]), AttemptedSince = null }
            : marked);
    }

    /// <summary>Keeps the tries of one attempt and plans what follows.</summary>
    public static Delivery Record(Delivery delivery, IReadOnlyList<DeliveryAttempt> tries, DateTimeOffset now)
    {
        var next = delivery with { Attempts = Kept(delivery, tries), AttemptedSince = null };
        if (next.SupersededBy is not null && tries.All(attempt => attempt.Error is not null))
            return Given(next with { AttemptsInRound = delivery.AttemptsInRound + 1 });
        // Whoever starts again makes the attempt anew, at once: the shop has no part in the delay.
        if (tries[^1].Interrupted) return next with { WakeAt = now };
        next = next with { AttemptsInRound = delivery.AttemptsInRound + 1 };
        if (tries.Any(attempt => attempt.Error is null))
            return next with { Status = DeliveryStatus.Delivered, DeliveredAt = now, WakeAt = null };
        if (next.AttemptsInRound <= RetryDelays.Count) return next with { WakeAt = now + RetryDelays[next.AttemptsInRound - 1] };
        return next with { Status = WasProbablyHeard(next) ? DeliveryStatus.Unconfirmed : DeliveryStatus.Failed, WakeAt = null };
    }

    /// <summary>Begins a new round of attempts, due now.</summary>
    public static Delivery Resend(Delivery delivery, DateTimeOffset now) =>
        delivery with { Status = DeliveryStatus.Pending, AttemptsInRound = 0, WakeAt = now, SupersededBy = null };

    /// <summary>Gives a callback up without a request: its endpoint was removed.</summary>
    public static Delivery GiveUp(Delivery delivery, string reason, DateTimeOffset now) => delivery with
    {
        Status = DeliveryStatus.Failed,
        AttemptedSince = null,
        WakeAt = null,
        Attempts = Kept(delivery, [new DeliveryAttempt { At = now, Method = "POST", Url = delivery.Url, DurationMs = 0, Error = reason }]),
    };

    /// <summary>Keeps a callback without a request: its endpoint is off, and may be sent it by a recovery.</summary>
    public static Delivery Keep(Delivery delivery) => delivery with { Status = DeliveryStatus.Kept, AttemptedSince = null, WakeAt = null };

    private static Delivery Given(Delivery delivery) => delivery with { Status = DeliveryStatus.Superseded, WakeAt = null };

    /// <summary>
    /// A shop that refuses repeats after it answered success, or after an answer was lost, has probably heard the first (several real shops
    /// do so). It is called to the end of the schedule all the same: a shop whose database was down answers 500 as well.
    /// </summary>
    private static bool WasProbablyHeard(Delivery delivery) => delivery.Attempts
        .SkipWhile(attempt => !attempt.AnswerLost && !(attempt.At >= delivery.DeliveredAt))
        .Any(RepeatAnswer.IsIn);

    private static DeliveryAttempt Unrecorded(Delivery delivery, DateTimeOffset since) => new()
    {
        At = since,
        Method = string.Join(" or ", CallbackFormats.Of(delivery).Methods),
        Url = delivery.Url,
        DurationMs = 0,
        Error = "the gateway died during this attempt: the shop may have heard it",
        AnswerLost = true,
        Interrupted = true,
    };

    private static DeliveryAttempt[] Kept(Delivery delivery, IReadOnlyList<DeliveryAttempt> tries)
    {
        DeliveryAttempt[] attempts = [.. delivery.Attempts, .. tries];
        return attempts.Length <= AttemptLimit ? attempts : [attempts[0], .. attempts[^(AttemptLimit - 1)..]];
    }
}
