namespace Payments.FaultPlanting;

/// <summary>
/// Faults that nobody can notice, because the program does the same with them: looked at by hand, each with its reason. In
/// <c>equivalent.tsv</c>: file, kind, original, mistake, reason, a tab between.
/// </summary>
internal sealed class Equivalents
{
    private readonly Dictionary<(string File, string Kind, string Original, string Mistake), string> reasons;

    private Equivalents(Dictionary<(string, string, string, string), string> reasons) => this.reasons = reasons;

    /// <summary>Reads the list.</summary>
    public static Equivalents Read(string path) => new(File.ReadLines(path)
        .Select(line => line.Split('\t'))
        .Where(fields => fields.Length == 5)
        .ToDictionary(fields => (fields[0], fields[1], fields[2], fields[3]), fields => fields[4]));

    /// <summary>Why a fault changes nothing, or null.</summary>
    public string? WhyNot(Fault fault) => reasons.GetValueOrDefault((fault.File, fault.Kind, fault.Original, fault.Mistake));
}
