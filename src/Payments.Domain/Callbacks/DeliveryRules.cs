using Payments.Domain.Merchants;

namespace Payments.Domain.Callbacks;

/// <summary>When a callback is tried again, and when it counts as heard.</summary>
public static class DeliveryRules
{
    /// <summary>Attempts kept with a delivery. Seven make a round of up to two tries each; beyond the limit the oldest after the first go.</summary>
    public const int AttemptLimit = 100;

    private const char ByteOrderMark = '\uFEFF';

    /// <summary>Pauses after the first attempt and each one that follows, as the 188Pay document lists them.</summary>
    public static readonly IReadOnlyList<TimeSpan> RetryDelays =
        [TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(60)];

    /// <summary>How long a callback is put off whose attempt could not begin: its merchant could not be read, or too many wait for its host.</summary>
    public static readonly TimeSpan PutOffDelay = TimeSpan.FromMinutes(1);

    /// <summary>Whether an answer means that the shop has heard: HTTP 200 and, after trimming, <c>success</c> or <c>ok</c> in any case. Byte order marks go with the blanks: each PHP file that was saved with one sends it.</summary>
    public static bool IsSuccess(int statusCode, string body)
    {
        if (statusCode != 200) return false;
        var word = body.AsSpan();
        while (word.Length > 0 && IsBlank(word[0])) word = word[1..];
        while (word.Length > 0 && IsBlank(word[^1])) word = word[..^1];
        return word.Equals("success", StringComparison.OrdinalIgnoreCase) || word.Equals("ok", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsBlank(char letter) => char.IsWhiteSpace(letter) || letter == ByteOrderMark;

    /// <summary>The method by which a merchant's shop at a URL heard last, or null while nothing is known of it, or of the merchant.</summary>
    public static NotifyMethod? Learned(Merchant? merchant, string url) => merchant?.LearnedMethods.TryGetValue(CallbackUrl.HostOf(url), out var method) == true ? method : null;

    /// <summary>The methods of one attempt, in order: what worked last comes first.</summary>
    public static IReadOnlyList<string> Methods(CallbackForm form, NotifyMethod setting, NotifyMethod? learned) => (form, setting) switch
    {
        (CallbackForm.Json, _) => ["POST"],
        (_, NotifyMethod.Get) => ["GET"],
        (_, NotifyMethod.Post) => ["POST"],
        (_, NotifyMethod.Auto) => learned == NotifyMethod.Get ? ["GET", "POST"] : ["POST", "GET"],
        _ => throw new ArgumentOutOfRangeException(nameof(setting), setting, "Unknown notify method."),
    };

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
    public static Delivery PutOff(Delivery delivery, DateTimeOffset now) => delivery with { AttemptedSince = null, WakeAt = now + PutOffDelay };

    /// <summary>Keeps the tries of one attempt and plans what follows.</summary>
    public static Delivery Record(Delivery delivery, IReadOnlyList<DeliveryAttempt> tries, DateTimeOffset now)
    {
        var next = delivery with { Attempts = Kept(delivery, tries), AttemptedSince = null };
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
        delivery with { Status = DeliveryStatus.Pending, AttemptsInRound = 0, WakeAt = now };

    /// <summary>
    /// A shop that answers repeats with 500 after it answered success, or after an answer was lost, has probably heard the first (several real shops do so). It is
    /// called to the end of the schedule all the same: a shop whose database was down answers 500 as well.
    /// </summary>
    private static bool WasProbablyHeard(Delivery delivery) => delivery.Attempts
        .SkipWhile(attempt => !attempt.AnswerLost && !(attempt.At >= delivery.DeliveredAt))
        .Any(attempt => attempt.StatusCode == 500);

    private static DeliveryAttempt Unrecorded(Delivery delivery, DateTimeOffset since) => new()
    {
        At = since,
        Method = delivery.Form == CallbackForm.Json ? "POST" : "GET or POST",
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
