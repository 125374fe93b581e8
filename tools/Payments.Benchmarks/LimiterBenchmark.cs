using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Payments.Contracts.Limits;
using Payments.Domain.Limits;

namespace Payments.Benchmarks;

/// <summary>
/// What deciding on a request costs a front that holds tokens: one limit, as orders have it, with its counter in this process.
/// </summary>
internal static class LimiterBenchmark
{
    private const int Requests = 1_000_000;
    private const int Keys = 1_000;

    /// <summary>
    /// A second of one core at the rate of creation that docs/benchmarks.md records, and of it the share that limits may take.
    /// </summary>
    private const double MostNanoseconds = 0.03 * 1e9 / 4_000;

    private static readonly RateQuota Quota = new(1_000_000_000, TimeSpan.FromHours(1));

    public static async Task RunAsync(Report report)
    {
        var asks = 0;
        var windows = new Dictionary<RatePartition, TokenWindow>();
        var limiter = new RateLimiter(
            (partition, ask) =>
            {
                asks++;
                if (!windows.TryGetValue(partition, out var window)) windows[partition] = window = new TokenWindow();
                return Task.FromResult(window.Lease(ask, TimeSpan.Zero));
            }, TimeProvider.System, NullLogger<RateLimiter>.Instance, front: 1);
        var keys = Enumerable.Range(0, Keys).Select(key => new RatePartition("api", $"{key:x32}", "first")).ToArray();
        await TakeAsync(limiter, keys);
        asks = 0;

        var (before, began) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        await TakeAsync(limiter, keys);
        var took = Stopwatch.GetElapsedTime(began).TotalNanoseconds / Requests;
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Requests;
        report.Add("rate limiter, a request of one of 1,000 keys; reference: 3 % of an order at 4,000/s", took, "ns/request", MostNanoseconds);
        report.Add("rate limiter, allocated", bytes, "bytes/request");
        report.Add("rate limiter, leases asked for meanwhile", asks, "leases");
    }

    private static async Task TakeAsync(RateLimiter limiter, RatePartition[] keys)
    {
        for (var i = 0; i < Requests; i++)
            if ((await limiter.TakeAsync(keys[i % Keys], Quota)).Verdict is not TakeVerdict.Taken)
                throw new InvalidOperationException("The quota was used up.");
    }
}
