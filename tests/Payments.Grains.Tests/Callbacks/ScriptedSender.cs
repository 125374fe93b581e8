using System.Collections.Concurrent;
using System.Threading.Channels;
using Payments.Domain.Callbacks;
using Payments.Grains.Callbacks;

namespace Payments.Grains.Tests.Callbacks;

/// <summary>A shop that answers as the test says, without a network.</summary>
public sealed class ScriptedSender(TimeProvider time) : ICallbackSender
{
    private readonly Channel<string> began = Channel.CreateUnbounded<string>();
    private TaskCompletionSource? hold;

    /// <summary>Whether the shop takes a request of this method.</summary>
    public Func<string, bool> Answer { get; set; } = _ => true;

    /// <summary>Whether the shop takes this callback.</summary>
    public Func<Delivery, bool> Hears { get; set; } = _ => true;

    public ConcurrentQueue<Delivery> Sent { get; } = new();

    /// <summary>Lets requests wait until the source is set.</summary>
    public TaskCompletionSource Hold() => hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => hold = null;

    public ValueTask<string> NextAsync() => began.Reader.ReadAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);

    public async Task<DeliveryAttempt?> SendAsync(Delivery delivery, string method, CancellationToken cancellationToken)
    {
        Sent.Enqueue(delivery);
        began.Writer.TryWrite(method);
        if (hold is { } waiting) await waiting.Task.WaitAsync(cancellationToken);
        var attempt = new DeliveryAttempt { At = time.GetUtcNow(), Method = method, Url = delivery.Url, DurationMs = 0, StatusCode = 200 };
        return Answer(method) && Hears(delivery) ? attempt : attempt with { Error = "refused" };
    }
}
