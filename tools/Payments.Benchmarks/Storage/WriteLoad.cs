using System.Diagnostics;
using Payments.Storage.States;

namespace Payments.Benchmarks.Storage;

/// <summary>Writers that each store one order after the other, every one durable before the next.</summary>
public static class WriteLoad
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(5);
    private static int writers;

    /// <summary>Confirmed writes per second.</summary>
    public static async Task<double> RateAsync(IStateStore store, int concurrency)
    {
        await CountAsync(store, concurrency, WarmUp);
        var watch = Stopwatch.StartNew();
        var count = await CountAsync(store, concurrency, Measured);
        return count / watch.Elapsed.TotalSeconds;
    }

    private static async Task<long> CountAsync(IStateStore store, int concurrency, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(async () =>
        {
            var writer = Interlocked.Increment(ref writers);
            var number = 0;
            for (; watch.Elapsed < time; number++)
            {
                var (key, state) = SampleOrder.Of(writer, number);
                await store.WriteAsync(StateTable.Orders, key, state, null);
            }
            return (long)number;
        })));
        return counts.Sum();
    }
}
