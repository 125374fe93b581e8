using Npgsql;
using Payments.Cluster.Load.Faults;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Cluster.Load;

/// <summary>One fault under load, with payers paying on the chain all the time.</summary>
internal static class FaultRun
{
    private const int Payers = 4;

    /// <summary>Runs it; the exit code is 0 where nothing was lost or doubled, the cluster recovered, and retries mended what they must.</summary>
    public static async Task<int> RunAsync(LoadOptions options, IFault fault)
    {
        await using var cluster = await Cluster.StartAsync(options);
        await using var shop = new ShopReceiver();
        cluster.Networks?.Share(new Uri(shop.Url).Port);
        using var traffic = new Traffic(cluster, shop);
        for (var silo = 0; silo < options.Silos; silo++) await cluster.AddSiloAsync();
        for (var front = 0; front < options.Fronts; front++) await cluster.AddFrontAsync();
        await traffic.OpenAsync(Traffic.Workers);
        return await JudgeAsync(cluster, traffic, shop, fault, options.Time);
    }

    /// <summary>Breaks something in a cluster that runs, and has what is left of it judged, whatever went wrong meanwhile; the exit code.</summary>
    public static async Task<int> JudgeAsync(Cluster cluster, Traffic traffic, ShopReceiver shop, IFault fault, TimeSpan time)
    {
        await using (var connection = new NpgsqlConnection(cluster.Database))
        {
            await connection.OpenAsync();
            await WriteJournal.BeginAsync(connection);
        }
        var broken = await BreakAsync(cluster, traffic, fault, time);
        if (broken is not null) Console.WriteLine($"not as it must be: {broken}");
        return await Verdict.PassAsync(cluster, traffic, shop, fault.MustCollide) && broken is null ? 0 : 1;
    }

    /// <summary>What was not as it must be, or null.</summary>
    private static async Task<string?> BreakAsync(Cluster cluster, Traffic traffic, IFault fault, TimeSpan time)
    {
        try
        {
            var before = await traffic.LoadAsync(Traffic.Workers, time);
            Console.WriteLine($"before: {before.Rate:0} orders/s, median {before.Median:0.0} ms, p99 {before.High:0} ms, {before.Failures} failures");
            var seen = await traffic.LoadAsync(Traffic.Workers, Payers, async () =>
            {
                await Task.Delay(time / 4, TimeProvider.System);
                Console.WriteLine($"{fault.Name}: {await fault.RunAsync(cluster, traffic, time)}");
                await Task.Delay(time / 4, TimeProvider.System);
            });
            Console.WriteLine($"under it: {seen.Rate:0} orders/s; of {seen.Requests} requests {seen.Failures} failed, {seen.Unmended} at the retry, too; the longest took {seen.Longest / 1000:0.0} s; nothing was answered for {seen.Silence.TotalSeconds:0.0} s");
            foreach (var refusal in traffic.Refusals.Take(5)) Console.WriteLine($"  {refusal}");
            var after = await traffic.LoadAsync(Traffic.Workers, time / 2);
            Console.WriteLine($"after: {after.Rate:0} orders/s, median {after.Median:0.0} ms, p99 {after.High:0} ms, {after.Failures} failures");
            if (fault.IsMendedByARetry && seen.Unmended > 0) return "Requests failed that one retry did not mend.";
            return after.Failures > 0 ? "Requests failed when the fault was over." : null;
        }
        catch (Exception exception)
        {
            // Whatever it is, what was paid and told until then is for the auditor to judge.
            return exception.ToString();
        }
    }
}
