using System.Diagnostics;

namespace Payments.Grains.Telemetry;

/// <summary>
/// A trace that outlives its process: its W3C <c>traceparent</c> is stored with an order or a callback, and what happens hours later continues it.
/// </summary>
internal static class StoredTrace
{
    /// <summary>The present trace to be stored; null where none is recorded, so that nothing is stored while tracing is off.</summary>
    public static string? Current => Activity.Current is { Recorded: true } activity ? activity.Id : null;

    /// <summary>
    /// Begins an activity of a stored trace. The activity that caused it, such as the block that brought the payment, belongs to a trace of its own
    /// and is linked. Without a stored trace the activity belongs to its cause.
    /// </summary>
    /// <returns>The activity; null where it is not recorded.</returns>
    public static Activity? Continue(ActivitySource source, string name, string? traceParent)
    {
        if (!source.HasListeners()) return null;
        if (!ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent)) return source.StartActivity(name);
        var cause = Activity.Current;
        ActivityLink[]? links = cause is { Recorded: true } && cause.TraceId != parent.TraceId ? [new ActivityLink(cause.Context)] : null;
        return source.StartActivity(name, ActivityKind.Internal, parent, tags: null, links);
    }

    /// <summary>Begins a trace, whatever runs at present: the timer that runs is not recorded, and would take this with it.</summary>
    public static Activity? Begin(ActivitySource source, string name)
    {
        if (!source.HasListeners()) return null;
        Activity.Current = null;
        return source.StartActivity(name, ActivityKind.Consumer);
    }
}
