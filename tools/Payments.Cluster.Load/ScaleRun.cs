using System.Globalization;
using Payments.Cluster.Load.Faults;
using Payments.Testing;

namespace Payments.Cluster.Load;

/// <summary>Silos are added one by one under load, then the last is killed.</summary>
internal static class ScaleRun
{
    /// <summary>Runs it; the exit code.</summary>
    public static async Task<int> RunAsync(LoadOptions options)
    {
        await using var cluster = await Cluster.StartAsync(options);
        await using var shop = new ShopReceiver();
        using var traffic = new Traffic(cluster, shop);
        await cluster.AddSiloAsync();
        for (var front = 0; front < options.Fronts; front++) await cluster.AddFrontAsync();
        await traffic.OpenAsync(Traffic.Workers);
        await traffic.LoadAsync(Traffic.Workers, options.Time);

        Console.WriteLine("silos | fronts | orders/s | median ms | p99 ms | failures | silos' µs an order | fronts' µs an order | database's µs an order");
        Console.WriteLine("--- | --- | --- | --- | --- | --- | --- | --- | ---");
        while (true)
        {
            var (silos, fronts, database) = (ProcessorTime(cluster.Silos), ProcessorTime(cluster.Fronts), cluster.Server.ProcessorTime());
            var seen = await traffic.LoadAsync(Traffic.Workers, options.Time);
            var orders = seen.Rate * options.Time.TotalSeconds;
            Console.WriteLine($"{cluster.Silos.Count} | {options.Fronts} | {seen.Rate:0} | {seen.Median:0.0} | {seen.High:0} | {seen.Failures} | " +
                $"{Each(ProcessorTime(cluster.Silos) - silos)} | {Each(ProcessorTime(cluster.Fronts) - fronts)} | {Each(cluster.Server.ProcessorTime() - database)}");

            string Each(TimeSpan used) => (used.TotalMicroseconds / Math.Max(1, orders)).ToString("0", CultureInfo.InvariantCulture);
            if (cluster.Silos.Count == options.Silos) break;
            await cluster.AddSiloAsync();
        }
        return await FaultRun.JudgeAsync(cluster, traffic, shop, new KilledSilo(), options.Time);
    }

    private static TimeSpan ProcessorTime(IEnumerable<Member> members) => members.Aggregate(TimeSpan.Zero, (sum, member) => sum + member.ProcessorTime);
}
