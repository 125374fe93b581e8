using System.Collections.Concurrent;

namespace Payments.Grains.Tests.Runtime;

/// <summary>Lines that grains write, and gates at which they wait for the test.</summary>
public sealed class Journal
{
    private readonly ConcurrentQueue<string> lines = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> gates = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> awaited = new();

    /// <summary>All lines so far.</summary>
    public IReadOnlyList<string> Lines => [.. lines];

    public void Write(string line)
    {
        lines.Enqueue(line);
        Of(awaited, line).TrySetResult();
    }

    /// <summary>Done when such a line is written.</summary>
    public Task WrittenAsync(string line) => Of(awaited, line).Task.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);

    public Task Gate(string name) => Of(gates, name).Task;

    public void Open(string name) => Of(gates, name).TrySetResult();

    private static TaskCompletionSource Of(ConcurrentDictionary<string, TaskCompletionSource> sources, string name) =>
        sources.GetOrAdd(name, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
