using System.Globalization;

namespace Payments.FaultPlanting;

/// <summary>What became of each fault, and the share of those that were noticed.</summary>
/// <param name="file">Where each line is written as well, or null.</param>
internal sealed class Report(string? file)
{
    private readonly Dictionary<string, int> counts = [];

    /// <summary>Adds a fault.</summary>
    public void Add(Fault fault, Verdict verdict, string by, string? equivalent)
    {
        var word = verdict != Verdict.Noticed && equivalent is not null ? "equivalent" : verdict.ToString().ToLowerInvariant();
        counts[word] = Of(word) + 1;
        var line = $"{word}\t{fault}\t{(verdict == Verdict.Noticed ? by : equivalent ?? "")}";
        Console.WriteLine(line.TrimEnd());
        if (file is not null) File.AppendAllText(file, line + "\n");
    }

    /// <summary>The last line: numbers and share.</summary>
    /// <returns>Whether all that could be noticed was.</returns>
    public bool End()
    {
        var (noticed, unnoticed, unreached, equivalent) = (Of("noticed"), Of("unnoticed"), Of("unreached"), Of("equivalent"));
        var all = noticed + unnoticed + unreached;
        var share = all == 0 ? 100m : 100m * noticed / all;
        var text = $"{noticed} of {all} noticed ({share:0.0} %), {unnoticed} unnoticed, {unreached} in code that no test of these runs; " +
            $"{equivalent} more change nothing";
        Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
        return unnoticed + unreached == 0;
    }

    private int Of(string word) => counts.GetValueOrDefault(word);
}
