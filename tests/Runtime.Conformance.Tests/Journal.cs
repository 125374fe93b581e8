using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Runtime.Conformance.Tests;

/// <summary>What grains write down, and gates at which they wait for the test.</summary>
public sealed class Journal
{
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> gates = new();

    /// <summary>Writes a line.</summary>
    public void Write(string line) => lines.Writer.TryWrite(line);

    /// <summary>The next line, awaited for ten seconds at most.</summary>
    public async Task<string> NextAsync() => await lines.Reader.ReadAsync(new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token);

    /// <summary>The lines written and not yet read.</summary>
    public IReadOnlyList<string> Rest()
    {
        var rest = new List<string>();
        while (lines.Reader.TryRead(out var line)) rest.Add(line);
        return rest;
    }

    /// <summary>A gate that grains await.</summary>
    public Task Gate(string name) => Of(name).Task;

    /// <summary>Opens a gate.</summary>
    public void Open(string name) => Of(name).TrySetResult();

    private TaskCompletionSource Of(string name) => gates.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
