using System.Globalization;
using Payments.FaultPlanting;
using Payments.Testing;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return await PlantingOptions.RunAsync(args, async options =>
{
    var checkout = Repository.Root;
    using var tree = await SourceTree.CopyAsync(checkout, options.Keep);
    if (options.Keep) Console.WriteLine($"The copy is {tree.Folder}.");
    var candidates = tree.Candidates(options.Sources);
    // More than are wanted: the compiler refuses some.
    var drawn = Lot.Draw(candidates, options.Count * 3 / 2, options.Seed);
    Console.WriteLine($"{drawn.Count} faults of {candidates.Count} places, seed {options.Seed}.");
    if (options.List)
    {
        foreach (var fault in drawn) Console.WriteLine(fault);
        return 0;
    }

    var build = new CopyBuild(tree, checkout);
    var planted = (await build.PlantAsync(drawn)).Take(options.Count).ToArray();
    var trials = options.Tests.Select(tests => new Trial(tree.Folder, tests)).ToArray();
    foreach (var trial in trials)
    {
        await build.BuildAsync(trial.Project);
        await trial.BeginAsync();
    }

    var equivalents = Equivalents.Read(Path.Combine(checkout, "tools/Payments.FaultPlanting/equivalent.tsv"));
    var report = new Report(options.Report);
    foreach (var fault in planted.Where(fault => options.Only.Length == 0 || options.Only.Contains(fault.Number)))
    {
        var (verdict, by) = (Verdict.Unreached, "");
        foreach (var trial in trials)
        {
            var (next, test) = await trial.RunAsync(fault);
            if (next < verdict) (verdict, by) = (next, test);
            if (verdict == Verdict.Noticed) break;
        }
        report.Add(fault, verdict, by, equivalents.WhyNot(fault));
    }
    return report.End() ? 0 : 1;
});
