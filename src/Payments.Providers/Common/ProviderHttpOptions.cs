namespace Payments.Providers.Common;

/// <summary>How providers are called over HTTP.</summary>
public sealed class ProviderHttpOptions
{
    /// <summary>How long a call may take with all of its attempts. Default 30 s. When it is over the outcome is unknown.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one attempt may take, the body included. Default 10 s.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a connection may take. Default 4 s. When it is over nothing was sent, and a provider with a second site is called there.
    /// </summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>
    /// How often a repeatable request is sent again after a timeout, a torn connection, 408, 429 or 5xx. Default 2; 0 for never.
    /// </summary>
    public int Retries { get; set; } = 2;

    /// <summary>The pause before the first retry; it doubles for each next one and is jittered. Default 500 ms.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The share of failing calls within <see cref="BreakerWindow"/> above which a host is left alone. Default 0.5.</summary>
    public double BreakerFailureRatio { get; set; } = 0.5;

    /// <summary>How many calls to a host within the window are needed before their share counts. Default 10, at least 2.</summary>
    public int BreakerMinimumCalls { get; set; } = 10;

    /// <summary>Over how long failures are counted. Default 30 s.</summary>
    public TimeSpan BreakerWindow { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a failing host is left alone; calls in that time are not sent and their outcome is unknown. Default 15 s.
    /// </summary>
    public TimeSpan BreakerRest { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The largest answer, decompressed, in bytes. Default 1 MiB. Of a larger one the outcome is unknown.</summary>
    public int MaxAnswerBytes { get; set; } = 1 << 20;
}
