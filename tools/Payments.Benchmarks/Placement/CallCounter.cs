using System.Collections.Concurrent;
using Orleans;

namespace Payments.Benchmarks.Placement;

/// <summary>Counts grain calls by the prefix of the called grain's key: <c>mch</c>, <c>ord</c>, <c>adr</c>, <c>dlv</c> …</summary>
internal sealed class CallCounter : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<string, long> calls = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public Task Invoke(IIncomingGrainCallContext context)
    {
        var key = context.TargetId.Key.ToString()!;
        calls.AddOrUpdate(key[..Math.Max(0, key.IndexOf('-'))], 1, static (_, count) => count + 1);
        return context.Invoke();
    }

    /// <summary>What was counted so far, and from zero again.</summary>
    public IReadOnlyDictionary<string, long> Take()
    {
        var taken = calls.ToDictionary();
        calls.Clear();
        return taken;
    }
}
