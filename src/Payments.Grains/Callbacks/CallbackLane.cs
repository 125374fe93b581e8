namespace Payments.Grains.Callbacks;

/// <summary>One host's share of the places; kept by <see cref="CallbackLanes"/> under its lock.</summary>
internal sealed class CallbackLane(string host, int share)
{
    /// <summary>The host and its port.</summary>
    public string Host { get; } = host;

    /// <summary>Requests that may be under way at once: one more after each answer, half after each silence.</summary>
    public int Share { get; set; } = share;

    /// <summary>Requests under way.</summary>
    public int UnderWay { get; set; }

    /// <summary>Whether the lane stands in the queue of those whose next request may go.</summary>
    public bool IsQueued { get; set; }

    /// <summary>Requests that wait, in order; some of their callers may have gone.</summary>
    public Queue<TaskCompletionSource> Waiting { get; } = new();
}
