using System.Text;

namespace Payments.FaultPlanting;

/// <summary>The one switch that is compiled into a copy: an environment variable, read once, says which of all faults is on.</summary>
internal static class FaultSwitch
{
    /// <summary>The number of the fault that is on; none where it is not set.</summary>
    public const string Variable = "PLANTED_FAULT";

    /// <summary>A folder into which is written which faults were reached.</summary>
    public const string ReachedVariable = "PLANTED_FAULT_REACHED";

    private const string Is = "global::Payments.PlantedFault.Is";

    /// <summary>The switch, as each planted project has it.</summary>
    public const string Source = $$"""
        #nullable enable
        namespace Payments;

        internal static class PlantedFault
        {
            private static readonly int On =
                int.TryParse(System.Environment.GetEnvironmentVariable("{{Variable}}"), out var number) ? number : 0;
            private static readonly string? Reached = System.Environment.GetEnvironmentVariable("{{ReachedVariable}}");
            private static readonly System.Collections.Concurrent.ConcurrentDictionary<int, bool> Known = new();

            public static bool Is(int number)
            {
                if (Reached is not null && Known.TryAdd(number, true))
                    using (new System.IO.FileStream(
                        System.IO.Path.Combine(Reached, number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                        System.IO.FileMode.OpenOrCreate, System.IO.FileAccess.Write, System.IO.FileShare.ReadWrite)) { }
                return number == On;
            }
        }
        """;

    /// <summary>A file's text with faults in it. Every line keeps its number.</summary>
    public static string Written(string text, IEnumerable<Fault> faults)
    {
        var written = new StringBuilder(text);
        foreach (var fault in faults.OrderByDescending(fault => fault.Span.Start))
        {
            var original = text.Substring(fault.Span.Start, fault.Span.Length);
            written.Remove(fault.Span.Start, fault.Span.Length).Insert(fault.Span.Start, Switched(fault, original));
        }
        return written.ToString();
    }

    private static string Switched(Fault fault, string original) => fault.Form switch
    {
        FaultForm.Instead => $"({Is}({fault.Number}) ? {fault.Mistake} : {original})",
        FaultForm.Never => $"(({original}) && !{Is}({fault.Number}))",
        FaultForm.Always => $"(({original}) || {Is}({fault.Number}))",
        FaultForm.LeftOut => $"{{ if (!{Is}({fault.Number})) {original} }}",
        _ => throw new InvalidOperationException($"{fault.Form} is no form."),
    };
}
