using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Invocation;

namespace Orleans.Runtime;

/// <summary>The in-process silo: one activation per grain id, and the way of a call to it.</summary>
internal sealed partial class SiloRuntime
{
    private readonly ConcurrentDictionary<GrainId, Activation> activations = new();
    private readonly ConcurrentDictionary<GrainType, GrainClass> classes = new();
    private readonly GrainTypeMap types;
    private readonly SingletonServices singletons;
    private readonly ILogger<SiloRuntime> logger;
    private readonly SiloMessagingOptions messaging;
    private readonly IOutgoingGrainCallFilter[] outgoingFilters;
    private volatile bool acceptsClients;
    private volatile bool isOpen;
    private long lastCollection;

    public SiloRuntime(
        IServiceProvider services,
        GrainTypeMap types,
        SingletonServices singletons,
        TimeProvider time,
        IOptions<SiloMessagingOptions> messaging,
        IOptions<GrainCollectionOptions> collection,
        IEnumerable<IIncomingGrainCallFilter> incomingFilters,
        IEnumerable<IOutgoingGrainCallFilter> outgoingFilters,
        ILogger<SiloRuntime> logger)
    {
        (Services, this.types, this.singletons, Time, this.logger, Collection) = (services, types, singletons, time, logger, collection.Value);
        this.messaging = messaging.Value;
        Quiet = new SiloQuiet(() => activations.Select(static pair => pair.Value));
        IncomingFilters = [.. incomingFilters];
        this.outgoingFilters = [.. outgoingFilters];
        References = new ReferenceFactory(this, types);
        Metrics = new RuntimeMetrics(this);
    }

    public IServiceProvider Services { get; }

    public TimeProvider Time { get; }

    public ReferenceFactory References { get; }

    public RuntimeMetrics Metrics { get; }

    public SiloQuiet Quiet { get; }

    public GrainCollectionOptions Collection { get; }

    public IIncomingGrainCallFilter[] IncomingFilters { get; }

    /// <summary>The activations of this moment; taking them stops nobody.</summary>
    public IEnumerable<Activation> Activations => activations.Select(static pair => pair.Value);

    public int ActivationCount => activations.Count;

    public Task<TResult> Send<TResult>(GrainReference reference, GrainCall call)
    {
        if (outgoingFilters.Length == 0) return SendUnfiltered<TResult>(reference.GrainId, call);
        return FilteredAsync<TResult>(reference, call);
    }

    /// <summary>Brings a message to the grain's activation, making one where there is none.</summary>
    public void Deliver(Message message)
    {
        if (!isOpen)
        {
            message.Fail(new SiloUnavailableException("The silo is not running."));
            return;
        }
        while (true)
        {
            if (!activations.TryGetValue(message.Target, out var activation))
            {
                try
                {
                    activation = activations.GetOrAdd(message.Target, new Activation(this, message.Target, ClassOf(message.Target.Type)));
                    StartSweeping();
                }
                catch (Exception exception)
                {
                    message.Fail(exception);
                    return;
                }
            }
            if (activation.TryAccept(message)) return;
            Remove(activation);
        }
    }

    public void Remove(Activation activation)
    {
        activations.TryRemove(new KeyValuePair<GrainId, Activation>(activation.GrainId, activation));
        Quiet.Ended();
    }

    /// <summary>The timestamp so far from now; an infinite time never comes.</summary>
    public long DeadlineAfter(TimeSpan time) => DeadlineAfter(Time.GetTimestamp(), time);

    public void TimeOut(Message message)
    {
        Metrics.TimedOut(message.Target.Type);
        message.Fail(new TimeoutException($"Response did not arrive on time for {message.Call.GetMethodName()} on {message.Target}."));
        if (messaging.CancelRequestOnTimeout) message.CancelMethod();
    }

    public void ActivationFailed(GrainId id, Exception exception) => LogActivationFailed(logger, id, exception);

    public void DeactivationFailed(GrainId id, Exception exception) => LogDeactivationFailed(logger, id, exception);

    public void TimerFailed(GrainId id, Exception exception) => LogTimerFailed(logger, id, exception);

    public void ReminderFailed(GrainId id, string name, Exception exception) => LogReminderFailed(logger, name, id, exception);

    private async Task<TResult> FilteredAsync<TResult>(GrainReference reference, GrainCall call)
    {
        var context = new OutgoingCall(outgoingFilters, reference, call, async () => await SendUnfiltered<TResult>(reference.GrainId, call));
        await context.Invoke();
        return context.Result is null ? default! : (TResult)context.Result;
    }

    private Task<TResult> SendUnfiltered<TResult>(GrainId target, GrainCall call)
    {
        var sender = RuntimeContext.Current;
        if (!acceptsClients && sender is null) return Task.FromException<TResult>(new SiloUnavailableException("The silo is not running."));
        var traits = call.Traits;
        var now = Time.GetTimestamp();
        var message = new Message<TResult>(target, call)
        {
            Sender = sender,
            SentAt = now,
            Deadline = traits.IsOneWay ? long.MaxValue : DeadlineAfter(now, traits.Timeout ?? messaging.ResponseTimeout),
            Context = RequestContext.Current,
        };
        if (traits.IsCancellable)
        {
            var token = call.GetCancellationToken();
            if (token.IsCancellationRequested) return Task.FromCanceled<TResult>(token);
            message.LinkCancellation(token);
        }
        Deliver(message);
        return traits.IsOneWay ? Task.FromResult<TResult>(default!) : message.Task;
    }

    private GrainClass ClassOf(GrainType type) => classes.GetOrAdd(type, static (name, self) =>
        new GrainClass(self.types.ClassOf(name), self.Collection, self.singletons), this);

    private long DeadlineAfter(long now, TimeSpan time)
    {
        if (time == Timeout.InfiniteTimeSpan) return long.MaxValue;
        var ticks = time.TotalSeconds * Time.TimestampFrequency;
        return ticks >= long.MaxValue - now ? long.MaxValue : now + (long)ticks;
    }
}
