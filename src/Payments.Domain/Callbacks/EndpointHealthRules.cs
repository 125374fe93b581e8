namespace Payments.Domain.Callbacks;

/// <summary>When an endpoint counts as failing, and when it is switched off.</summary>
public static class EndpointHealthRules
{
    /// <summary>Failures in a row of which the merchant is told: a receiver that is being restarted misses fewer.</summary>
    public const int NoticedFailures = 4;

    /// <summary>An endpoint that does nothing but fail for so long is switched off.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(5);

    /// <summary>How often a state is stored that says nothing new but its times, and how often exhaustion is told at most.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Takes an attempt that was heard.</summary>
    public static EndpointHealth Heard(EndpointHealth health, DateTimeOffset now) =>
        health.Failures == 0 && now - health.HeardAt < Interval ? health : new EndpointHealth { HeardAt = now, Unknown = health.Unknown };

    /// <summary>Takes an attempt that was not heard.</summary>
    /// <param name="health">The health before it.</param>
    /// <param name="error">Why.</param>
    /// <param name="isExhausted">Whether it was the last of its callback.</param>
    /// <param name="now">The present.</param>
    /// <returns>The health after it, and what the merchant is told of it; null for nothing.</returns>
    public static (EndpointHealth Health, EndpointNotice? Notice) Failed(
        EndpointHealth health, string error, bool isExhausted, DateTimeOffset now)
    {
        var next = health with
        {
            Failures = health.Failures + 1,
            FailingSince = health.FailingSince ?? now,
            FailedAt = now,
            Error = error,
        };
        if (now - next.FailingSince >= Patience) return (next, EndpointNotice.Off);
        if (isExhausted && !(now - next.ExhaustionToldAt < Interval))
            return (next with { ExhaustionToldAt = now }, EndpointNotice.Exhausted);
        return (next, next.Failures == NoticedFailures ? EndpointNotice.Failing : null);
    }

    /// <summary>Forgets failures: the endpoint was switched on by hand.</summary>
    public static EndpointHealth BeginAgain(EndpointHealth health) => new() { HeardAt = health.HeardAt, Unknown = health.Unknown };

    /// <summary>Whether a state must be stored: dead endpoints fail often, and each failure after the first few says the same.</summary>
    public static bool IsWorthStoring(EndpointHealth stored, EndpointHealth next, EndpointNotice? notice) =>
        notice is not null || next.Failures <= NoticedFailures || next.FailedAt - stored.FailedAt >= Interval;
}

/// <summary>What a merchant is told of one of its endpoints.</summary>
public enum EndpointNotice
{
    /// <summary>It failed several times in a row.</summary>
    Failing,

    /// <summary>A callback to it is given up.</summary>
    Exhausted,

    /// <summary>It failed for days and is switched off.</summary>
    Off,
}
