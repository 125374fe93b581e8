using System.Diagnostics;
using System.Globalization;

namespace Payments.Storage.Tests;

/// <summary>What killed writers had been told. Each run starts a process that writes, kills it, and keeps what it had said until then.</summary>
public sealed class CrashRun(string data, string database)
{
    /// <summary>The last version that was confirmed, and the order's amount, by key.</summary>
    public Dictionary<string, (int Version, string Units)> Orders { get; } = [];

    /// <summary>Orders that were told that their amount is taken.</summary>
    public HashSet<string> Refused { get; } = [];

    /// <summary>Pairs that were confirmed.</summary>
    public List<string> Pairs { get; } = [];

    /// <summary>Numbers that were given out.</summary>
    public List<long> Numbers { get; } = [];

    /// <summary>Starts a writer and kills it after so many confirmations; after none, it dies while it opens the database.</summary>
    public async Task KillAfterAsync(int run, int confirmations)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Payments.CrashWriter.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, data, database, $"{run}"]) { RedirectStandardOutput = true })!;
        try
        {
            (await process.StandardOutput.ReadLineAsync()).Should().Be("started");
            for (var i = 0; i < confirmations; i++)
                Keep(await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The writer ended by itself."));
        }
        finally
        {
            process.Kill();
        }
        // What it said before it died is still in the pipe; a line without its end was cut by the kill.
        var rest = await process.StandardOutput.ReadToEndAsync();
        foreach (var line in rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)) Keep(line);
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(137, "it must have been killed, not have failed");
    }

    private void Keep(string line)
    {
        var words = line.Split(' ');
        switch (words[0])
        {
            case "order":
                Orders[words[1]] = (int.Parse(words[2], CultureInfo.InvariantCulture), words[3]);
                break;
            case "refused":
                Refused.Add(words[1]);
                break;
            case "pair":
                Pairs.Add(words[1]);
                break;
            case "number":
                Numbers.Add(long.Parse(words[1], CultureInfo.InvariantCulture));
                break;
            default:
                throw new InvalidOperationException($"The writer said: {line}");
        }
    }
}
