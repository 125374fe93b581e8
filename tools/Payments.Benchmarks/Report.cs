using System.Globalization;

namespace Payments.Benchmarks;

/// <summary>Prints measurements as rows. A ratio is the value over a reference that was measured in the same run.</summary>
public sealed class Report(TextWriter output)
{
    /// <summary>What the figures are of, above them.</summary>
    public void Begin()
    {
        foreach (var (name, value) in Surroundings.Read()) output.WriteLine($"{name}: {value}");
        output.WriteLine();
        output.WriteLine("name | value | unit | reference | ratio");
        output.WriteLine("--- | --- | --- | --- | ---");
    }

    /// <summary>A measurement beside its reference.</summary>
    public void Add(string name, double value, string unit, double reference) =>
        Write(name, value, unit, Number(reference), (value / reference).ToString("0.00", CultureInfo.InvariantCulture));

    /// <summary>A measurement that stands alone.</summary>
    public void Add(string name, double value, string unit) => Write(name, value, unit, "-", "-");

    private void Write(string name, double value, string unit, string reference, string ratio) =>
        output.WriteLine($"{name} | {Number(value)} | {unit} | {reference} | {ratio}");

    private static string Number(double value) => value.ToString(value < 100 ? "0.00" : "#,0", CultureInfo.InvariantCulture);
}
