using System.CommandLine;

namespace Payments.FaultPlanting;

/// <summary>What the command line asks for.</summary>
/// <param name="Sources">Folders or files of the source in which faults are planted.</param>
/// <param name="Tests">
/// Test projects, in the order in which they are tried for each fault; after a colon which of its tests, as <c>dotnet test --filter</c> has
/// it.
/// </param>
/// <param name="Count">How many faults.</param>
/// <param name="Seed">By which they are drawn.</param>
/// <param name="Only">Numbers of the faults that are tried; none for all.</param>
/// <param name="Report">A file that gets a line for each fault, or null.</param>
/// <param name="List">Whether the faults are listed and nothing is tried.</param>
/// <param name="Keep">Whether the copy stays.</param>
internal sealed record PlantingOptions(
    string[] Sources, string[] Tests, int Count, int Seed, int[] Only, string? Report, bool List, bool Keep)
{
    /// <summary>Parses a command line and does what it asks for.</summary>
    public static Task<int> RunAsync(string[] args, Func<PlantingOptions, Task<int>> run)
    {
        var sources = new Option<string[]>("--source") { Description = "a folder or file of the source; repeatable", Required = true };
        var tests = new Option<string[]>("--tests") { Description = "a test project, after a colon a filter; repeatable", Required = true };
        var count = new Option<int>("--count") { Description = "how many faults", DefaultValueFactory = _ => 100 };
        var seed = new Option<int>("--seed") { Description = "by which they are drawn", DefaultValueFactory = _ => 1 };
        var only = new Option<int[]>("--only")
        {
            Description = "numbers of those that are tried",
            AllowMultipleArgumentsPerToken = true,
        };
        var report = new Option<string?>("--report") { Description = "a file that gets a line for each fault" };
        var list = new Option<bool>("--list") { Description = "lists the faults and tries none" };
        var keep = new Option<bool>("--keep") { Description = "leaves the copy, to be looked at" };
        var root = new RootCommand("Plants faults into a copy of the source, one switched on at a time, and tells which of them a test notices.");
        foreach (var option in new Option[] { sources, tests, count, seed, only, report, list, keep }) root.Add(option);
        root.SetAction(parsed => run(new PlantingOptions(
            parsed.GetValue(sources)!, parsed.GetValue(tests)!, parsed.GetValue(count), parsed.GetValue(seed), parsed.GetValue(only) ?? [],
            parsed.GetValue(report), parsed.GetValue(list), parsed.GetValue(keep))));
        return root.Parse(args).InvokeAsync();
    }
}
