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

        Console.WriteLine("silos | fronts | orders/s | median ms | p99 ms | failures");
        Console.WriteLine("--- | --- | --- | --- | --- | ---");
        while (true)
        {
            var seen = await traffic.LoadAsync(Traffic.Workers, options.Time);
            Console.WriteLine($"{cluster.Silos.Count} | {options.Fronts} | {seen.Rate:0} | {seen.Median:0.0} | {seen.High:0} | {seen.Failures}");
            if (cluster.Silos.Count == options.Silos) break;
            await cluster.AddSiloAsync();
        }
        return await FaultRun.JudgeAsync(cluster, traffic, shop, new KilledSilo(), options.Time);
    }
}
