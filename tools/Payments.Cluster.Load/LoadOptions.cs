using System.Globalization;
using Payments.Cluster.Load.Faults;

namespace Payments.Cluster.Load;

/// <summary>What the command line asks for.</summary>
/// <param name="Silos">How many silos, 2.</param>
/// <param name="Fronts">How many fronts, 2.</param>
/// <param name="Time">How long a measurement takes, 10 s.</param>
/// <param name="Fault">What is broken under load; null adds silos one by one, then kills the last.</param>
/// <param name="From">A source tree of the version that is replaced, built in the same configuration; for the fault <c>rolling</c>.</param>
/// <param name="Tls">Whether silos and fronts speak TLS with certificates made for the run.</param>
/// <param name="Keep">Where the processes' output is kept; null forgets it.</param>
internal sealed record LoadOptions(int Silos, int Fronts, TimeSpan Time, IFault? Fault, string? From, bool Tls, string? Keep)
{
    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">Something in it is not understood.</exception>
    public static LoadOptions Parse(string[] args)
    {
        var values = new Dictionary<string, string>();
        for (var at = 0; at < args.Length; at++)
        {
            if (args[at] is not ("--silos" or "--fronts" or "--seconds" or "--fault" or "--from" or "--tls" or "--keep")) throw new ArgumentException($"'{args[at]}' is not an option.");
            values[args[at]] = args[at] == "--tls" ? "" : at + 1 < args.Length ? args[++at] : throw new ArgumentException($"{args[at]} needs a value.");
        }
        var fault = values.TryGetValue("--fault", out var name)
            ? AllFaults.Find(name) ?? throw new ArgumentException($"'{name}' is no fault: expected one of {string.Join(", ", AllFaults.Names)}.")
            : null;
        var options = new LoadOptions(Number("--silos", 2), Number("--fronts", 2), TimeSpan.FromSeconds(Number("--seconds", 10)), fault,
            values.GetValueOrDefault("--from") is { } from ? Path.GetFullPath(from) : null, values.ContainsKey("--tls") || fault is { NeedsTls: true }, values.GetValueOrDefault("--keep"));
        if (fault is null && options.Silos < 2) throw new ArgumentException("--silos is 1: without --fault one of them is killed, and another must be left.");
        return fault is RollingUpgrade == options.From is not null ? options : throw new ArgumentException("--fault rolling and --from go together.");

        int Number(string option, int otherwise) =>
            !values.TryGetValue(option, out var text) ? otherwise
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
            : throw new ArgumentException($"{option} is '{text}': expected a number from 1.");
    }
}
