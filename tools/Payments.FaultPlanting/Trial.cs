using System.Globalization;
using System.Text.RegularExpressions;

namespace Payments.FaultPlanting;

/// <summary>What became of a fault.</summary>
internal enum Verdict
{
    /// <summary>A test failed, or the tests hung.</summary>
    Noticed,

    /// <summary>The code was run, and every test passed.</summary>
    Unnoticed,

    /// <summary>No test runs the code.</summary>
    Unreached,
}

/// <summary>Tests of one project in the copy, run once for each fault.</summary>
/// <param name="folder">The copy.</param>
/// <param name="tests">The project, and after a colon which of its tests, as <c>dotnet test --filter</c> has it.</param>
internal sealed partial class Trial(string folder, string tests)
{
    /// <summary>A run with a fault may take so many times what the run without any took.</summary>
    private const int Slack = 4;

    private static readonly TimeSpan LeastLimit = TimeSpan.FromSeconds(60);

    private readonly string? filter = tests.Contains(':') ? tests[(tests.IndexOf(':') + 1)..] : null;
    private HashSet<int> reached = [];
    private TimeSpan limit;

    /// <summary>The project's folder.</summary>
    public string Project { get; } = tests.Split(':')[0];

    private string Assembly => Path.Combine(folder, Project, "bin", "Debug", "net10.0", $"{Path.GetFileName(Project)}.dll");

    /// <summary>Runs the tests without a fault. They must pass; which faults' code they reach is remembered.</summary>
    public async Task BeginAsync()
    {
        var into = Directory.CreateDirectory(Path.Combine(folder, $"reached-{Path.GetFileName(Project)}")).FullName;
        var began = TimeProvider.System.GetTimestamp();
        var said = await RunAsync(Tool.Patience, KeyValuePair.Create(FaultSwitch.ReachedVariable, into));
        if (said.Code != 0) throw new InvalidOperationException($"{tests} fail without a fault: {said.Output}");
        var took = TimeProvider.System.GetElapsedTime(began);
        limit = took * Slack > LeastLimit ? took * Slack : LeastLimit;
        reached = [.. Directory.EnumerateFiles(into).Select(file => int.Parse(Path.GetFileName(file), CultureInfo.InvariantCulture))];
        Console.WriteLine($"{tests}: passed without a fault in {took.TotalSeconds:0} s, and reach {reached.Count} faults.");
    }

    /// <summary>Runs the tests with a fault: those of its own room first, which notice most, and all where they did not.</summary>
    /// <returns>What became of it, and by which test it was noticed.</returns>
    public async Task<(Verdict Verdict, string By)> RunAsync(Fault fault)
    {
        if (!reached.Contains(fault.Number)) return (Verdict.Unreached, "");
        (Verdict Verdict, string By) near = RoomOf(fault) is { } room ? await RunAsync(fault, room) : (Verdict.Unnoticed, "");
        return near.Verdict == Verdict.Noticed ? near : await RunAsync(fault, room: null);
    }

    /// <summary>The folder of tests that has the name of the fault's folder in the source; null where there is none.</summary>
    private string? RoomOf(Fault fault)
    {
        var room = fault.File.Split('/')[2..^1].FirstOrDefault();
        return room is not null && Directory.Exists(Path.Combine(folder, Project, room)) ? room : null;
    }

    private async Task<(Verdict Verdict, string By)> RunAsync(Fault fault, string? room)
    {
        var said = await RunAsync(
            limit, KeyValuePair.Create(FaultSwitch.Variable, fault.Number.ToString(CultureInfo.InvariantCulture)), room);
        return said.Code switch
        {
            0 => (Verdict.Unnoticed, ""),
            null => (Verdict.Noticed, "no end"),
            _ when Failed().Match(said.Output) is { Success: true } match => (Verdict.Noticed, match.Groups[1].Value),
            _ => (Verdict.Noticed, $"exit code {said.Code}"),
        };
    }

    private Task<Said> RunAsync(TimeSpan time, KeyValuePair<string, string> environment, string? room = null)
    {
        var chosen = string.Join('&', ((string?[])[filter, room is null ? null : $"FullyQualifiedName~.{room}."]).OfType<string>());
        return Tool.RunAsync("dotnet",
            ["test", Assembly, .. chosen.Length == 0 ? Array.Empty<string>() : ["--filter", chosen], "--", "xUnit.StopOnFail=true"],
            time, environment);
    }

    [GeneratedRegex(@"^\s*Failed ([^\r\n\[(]+)", RegexOptions.Multiline)]
    private static partial Regex Failed();
}
