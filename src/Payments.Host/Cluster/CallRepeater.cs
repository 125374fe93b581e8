using System.Collections.Concurrent;
using System.Reflection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;
using Payments.Contracts;

namespace Payments.Host.Cluster;

/// <summary>
/// Repeats calls of faces that a dying silo lost, where that changes nothing: reading ones and those that say they are <see cref="RepeatableAttribute"/>.
/// Grains do not wait here: what they do is done again by the alarms.
/// </summary>
internal sealed class CallRepeater(TimeProvider time) : IOutgoingGrainCallFilter
{
    /// <summary>How long a caller waits altogether before it hears of the failure.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    /// <summary>How long a front waits for one answer: orders are made within milliseconds, and what a dying silo or a cut connection took along is never answered.</summary>
    public static readonly TimeSpan TryPatience = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<MethodInfo, bool> repeatable = new();

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                await context.Invoke();
                return;
            }
            catch (Exception exception) when (IsLost(exception) && MayRepeat(context) && time.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(Pause, time);
            }
        }
    }

    /// <summary>Whether a call's silo was gone, so that its outcome is unknown, or no silo would take it.</summary>
    /// <remarks>Orleans says by a bare <see cref="OrleansException"/> that no active silo hosts a kind of grain. A silo's own calls time out after the caller's whole patience.</remarks>
    private static bool IsLost(Exception exception) =>
        exception is TimeoutException or SiloUnavailableException or OrleansMessageRejectionException or ConnectionFailedException || exception.GetType() == typeof(OrleansException);

    private bool MayRepeat(IOutgoingGrainCallContext context) =>
        context.SourceContext?.GrainInstance is null &&
        repeatable.GetOrAdd(context.InterfaceMethod, static method => method.IsDefined(typeof(ReadOnlyAttribute)) || method.IsDefined(typeof(RepeatableAttribute)));
}
