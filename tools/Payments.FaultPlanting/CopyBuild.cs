using System.Globalization;
using System.Text.RegularExpressions;

namespace Payments.FaultPlanting;

/// <summary>Builds a copy with all faults in it, without those that the compiler refuses.</summary>
/// <param name="tree">The copy.</param>
/// <param name="checkout">What it is a copy of.</param>
internal sealed partial class CopyBuild(SourceTree tree, string checkout)
{
    /// <summary>Each round leaves out what the compiler refused in the one before.</summary>
    private const int MostRounds = 12;

    /// <summary>A mistake is no warning's business, and the copy's style is nobody's.</summary>
    private static readonly string[] Properties =
    [
        "-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false", "-p:TreatWarningsAsErrors=false", "-p:NuGetAudit=false",
        "-p:UsesBannedSymbols=false", "-v:quiet", "-nologo", "-clp:NoSummary;ErrorsOnly",
    ];

    /// <summary>Plants and builds until all that is left compiles.</summary>
    /// <returns>The faults that are in the build.</returns>
    public async Task<IReadOnlyList<Fault>> PlantAsync(IReadOnlyList<Fault> faults)
    {
        for (var round = 1; round <= MostRounds; round++)
        {
            tree.Plant(checkout, faults);
            var errors = new List<(string File, int Line)>();
            foreach (var project in faults.Select(fault => tree.ProjectOf(fault.File)).Distinct().Order(StringComparer.Ordinal))
                errors.AddRange(Errors(await RunAsync(project)));
            if (errors.Count == 0) return faults;
            var left = Without(faults, errors);
            Console.WriteLine($"The compiler refuses {faults.Count - left.Count} of {faults.Count} faults.");
            if (left.Count == faults.Count) throw new InvalidOperationException($"The copy does not compile: {errors[0]}.");
            faults = left;
        }
        throw new InvalidOperationException($"The compiler refuses faults after {MostRounds} rounds.");
    }

    /// <summary>Builds one project.</summary>
    public async Task BuildAsync(string project)
    {
        var said = await RunAsync(project);
        if (said.Code != 0) throw new InvalidOperationException($"{project} does not compile: {said.Output}");
    }

    private Task<Said> RunAsync(string project) =>
        Tool.RunAsync("dotnet", ["build", Path.Combine(tree.Folder, project), .. Properties], Tool.Patience);

    private IEnumerable<(string File, int Line)> Errors(Said said)
    {
        if (said.Code == 0) return [];
        var errors = Error().Matches(said.Output).Select(match => (FileOf(match), LineOf(match))).Distinct().ToArray();
        return errors.Length > 0 ? errors : throw new InvalidOperationException($"The build failed: {said.Output}");
    }

    private string FileOf(Match error) => Path.GetRelativePath(tree.Folder, error.Groups["file"].Value);

    private static int LineOf(Match error) => int.Parse(error.Groups["line"].Value, CultureInfo.InvariantCulture);

    /// <summary>
    /// Leaves out the faults of the lines that the compiler names; where it names a line without any, as for a variable that is not
    /// assigned any more, all of the member that the line is in.
    /// </summary>
    private static IReadOnlyList<Fault> Without(IReadOnlyList<Fault> faults, IReadOnlyList<(string File, int Line)> errors)
    {
        var refused = new HashSet<int>();
        foreach (var (file, line) in errors)
        {
            var inFile = faults.Where(fault => fault.File == file).ToArray();
            var here = inFile.Where(fault => fault.Line <= line && line <= fault.LastLine).ToArray();
            if (here.Length == 0) here = [.. inFile.Where(fault => fault.Member.First <= line && line <= fault.Member.Last)];
            refused.UnionWith(here.Select(fault => fault.Number));
        }
        return [.. faults.Where(fault => !refused.Contains(fault.Number))];
    }

    [GeneratedRegex(@"^\s*(?<file>/[^(\r\n]+)\((?<line>\d+),\d+\): error", RegexOptions.Multiline)]
    private static partial Regex Error();
}
