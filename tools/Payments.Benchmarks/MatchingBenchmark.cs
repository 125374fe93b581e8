using System.Diagnostics;
using System.Text;
using Payments.Chains.Evm;

namespace Payments.Benchmarks;

/// <summary>A block of ten thousand transfers against a million watched addresses.</summary>
internal static class MatchingBenchmark
{
    private const int Watched = 1_000_000;
    private const int Transfers = 10_000;
    private const double TargetMs = 50;

    public static Task RunAsync(Report report)
    {
        var random = new Random(1);
        var set = new EvmAddressSet();
        var bytes = new byte[20];
        var topics = new byte[Transfers][];
        for (var i = 0; i < Watched; i++)
        {
            random.NextBytes(bytes);
            var address = $"0x{Convert.ToHexStringLower(bytes)}";
            set.Add(address);
            if (i % (Watched / Transfers) == 0) topics[i / (Watched / Transfers)] = Encoding.ASCII.GetBytes(Topic(i, address, random));
        }
        var found = 0;
        foreach (var topic in topics) found += set.Contains(topic) ? 1 : 0;
        var began = Stopwatch.GetTimestamp();
        found = 0;
        foreach (var topic in topics) found += set.Contains(topic) ? 1 : 0;
        var elapsed = Stopwatch.GetElapsedTime(began);
        if (found != Transfers / 2) throw new InvalidOperationException("Watched addresses were not found.");
        report.Add($"matching {Transfers:#,0} transfers against {set.Count:#,0} addresses; reference: the target of 50 ms", elapsed.TotalMilliseconds, "ms", TargetMs);
        return Task.CompletedTask;
    }

    /// <summary>Half of the topics name a watched address, half somebody else's.</summary>
    private static string Topic(int number, string address, Random random)
    {
        if (number / (Watched / Transfers) % 2 == 0) return new string('0', 24) + address[2..];
        var other = new byte[20];
        random.NextBytes(other);
        return new string('0', 24) + Convert.ToHexStringLower(other);
    }
}
