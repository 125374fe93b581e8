using Orleans.Runtime;

namespace Orleans.Runtime
{
    /// <summary>A running grain timer; disposing it stops it.</summary>
    public interface IGrainTimer : IDisposable
    {
        /// <summary>Sets when it fires next and how long after each tick it fires again.</summary>
        void Change(TimeSpan dueTime, TimeSpan period);
    }

    /// <summary>How a grain timer runs.</summary>
    public readonly struct GrainTimerCreationOptions()
    {
        /// <summary>Sets both times.</summary>
        [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
        public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period) : this() => (DueTime, Period) = (dueTime, period);

        /// <summary>When it fires first.</summary>
        public required TimeSpan DueTime { get; init; }

        /// <summary>How long after the end of a tick the next one comes; <see cref="Timeout.InfiniteTimeSpan"/> for one tick only.</summary>
        public required TimeSpan Period { get; init; }

        /// <summary>Whether ticks interleave with other calls. Default false: a tick is a turn like any other.</summary>
        public bool Interleave { get; init; }

        /// <summary>Whether ticks keep the activation from being collected. Default false.</summary>
        public bool KeepAlive { get; init; }
    }
}

namespace Orleans
{
    /// <summary>What a grain can ask of its activation.</summary>
    public static class GrainBaseExtensions
    {
        /// <summary>Ends this activation as soon as its calls are done; the next call makes a new one.</summary>
        public static void DeactivateOnIdle(this IGrainBase grain) =>
            grain.GrainContext.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, nameof(DeactivateOnIdle)));

        /// <summary>Calls back in the grain's turns; the timer ends with the activation.</summary>
        public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options) =>
            new GrainTimer((Activation)grain.GrainContext, callback, options);

        /// <summary>Calls back in the grain's turns; the timer ends with the activation.</summary>
        public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<CancellationToken, Task> callback, TimeSpan dueTime, TimeSpan period) =>
            RegisterGrainTimer(grain, callback, new GrainTimerCreationOptions(dueTime, period));

        /// <summary>Calls back in the grain's turns; the timer ends with the activation.</summary>
        public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<Task> callback, GrainTimerCreationOptions options) =>
            RegisterGrainTimer(grain, _ => callback(), options);

        /// <summary>Calls back in the grain's turns; the timer ends with the activation.</summary>
        public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<Task> callback, TimeSpan dueTime, TimeSpan period) =>
            RegisterGrainTimer(grain, _ => callback(), new GrainTimerCreationOptions(dueTime, period));

        /// <summary>Calls back with a state in the grain's turns; the timer ends with the activation.</summary>
        public static IGrainTimer RegisterGrainTimer<TState>(this IGrainBase grain, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options) =>
            RegisterGrainTimer(grain, token => callback(state, token), options);

        /// <summary>Calls back with a state in the grain's turns; the timer ends with the activation.</summary>
        public static IGrainTimer RegisterGrainTimer<TState>(this IGrainBase grain, Func<TState, CancellationToken, Task> callback, TState state, TimeSpan dueTime, TimeSpan period) =>
            RegisterGrainTimer(grain, token => callback(state, token), new GrainTimerCreationOptions(dueTime, period));
    }
}
