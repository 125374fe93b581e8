using System.Diagnostics;

namespace Payments.Benchmarks.Parsing;

/// <summary>Blocks of one chain that are read for payments, and a reference that goes over the same bytes.</summary>
internal sealed record ParseLoad
{
    /// <summary>Addresses that are watched meanwhile.</summary>
    public const int Watched = 100_000;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    /// <summary>The chain's name, for the report.</summary>
    public required string Chain { get; init; }

    /// <summary>What is read of it, for the report.</summary>
    public string What { get; init; } = "blocks";

    /// <summary>How many bytes it has.</summary>
    public required long Bytes { get; init; }

    /// <summary>How many transactions are in it.</summary>
    public required int Transactions { get; init; }

    /// <summary>How many of them pay a watched address: what <see cref="Read"/> must find.</summary>
    public required int Payments { get; init; }

    /// <summary>Reads it all; returns the payments found.</summary>
    public required Func<int> Read { get; init; }

    /// <summary>What the reference is, for the report.</summary>
    public required string ReferenceName { get; init; }

    /// <summary>Goes over it all; returns anything that depends on it.</summary>
    public required Func<int> Reference { get; init; }

    /// <summary>Transactions per second that the main net makes.</summary>
    public required double MainNet { get; init; }

    /// <summary>Checks that what is measured finds what is there, then measures it.</summary>
    public Task RunAsync(Report report)
    {
        var found = Read();
        if (found != Payments) throw new InvalidOperationException($"Found {found} payments of {Payments}.");
        // By turns, so that what else the machine does meets both.
        var (ours, reference) = (double.MaxValue, double.MaxValue);
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < 2 * Duration;)
            (ours, reference) = (Math.Min(ours, SecondsOf(Read)), Math.Min(reference, SecondsOf(Reference)));
        report.Add($"{Chain} {What} read for payments; {ReferenceName} over the same bytes", Bytes / 1e6 / ours, "MB/s", Bytes / 1e6 / reference);
        report.Add($"{Chain} transactions read against {Watched:#,0} addresses; main net's {MainNet:#,0}/s or so", Transactions / ours, "transactions/s", MainNet);
        report.Add($"{Chain} main net's {MainNet:#,0}/s or so, read all day", 100 * MainNet * ProcessorSeconds(Read) / Transactions, "% of a core");
        return Task.CompletedTask;
    }

    /// <summary>Processor time of one pass, collection of garbage included; what else the machine does plays little part.</summary>
    private static double ProcessorSeconds(Func<int> pass)
    {
        var (began, before, passes) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, 0);
        for (; Stopwatch.GetElapsedTime(began) < Duration; passes++) pass();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds / passes;
    }

    /// <summary>Seconds of one pass, the best of many.</summary>
    public static double Seconds(Func<int> pass)
    {
        var best = double.MaxValue;
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < Duration) best = Math.Min(best, SecondsOf(pass));
        return best;
    }

    private static double SecondsOf(Func<int> pass)
    {
        var start = Stopwatch.GetTimestamp();
        pass();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
