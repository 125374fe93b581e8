using System.Globalization;
using System.Text;

namespace Payments.Http.Ops;

/// <summary>Prometheus' text format 0.0.4: names, escaping, families, histograms with cumulative buckets.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Letters, digits, <c>_</c> and <c>:</c>, with the unit at the end.</summary>
    public static string NameOf(string name, string? unit)
    {
        var clean = Clean(name, colons: true);
        var suffix = unit switch { null or "" => "", "s" => "_seconds", "ms" => "_milliseconds", "By" => "_bytes", _ when unit.StartsWith('{') => "", _ => "_" + Clean(unit, colons: false) };
        return clean.EndsWith(suffix, StringComparison.Ordinal) ? clean : clean + suffix;
    }

    public static void Write(StringBuilder text, IReadOnlyList<MetricFamily> families)
    {
        var (name, type) = (families[0].Name, families[0].Type);
        if (type == "counter" && !name.EndsWith("_total", StringComparison.Ordinal)) name += "_total";
        if (families[0].Description is { Length: > 0 } help) text.Append("# HELP ").Append(name).Append(' ').Append(help.Replace("\\", "\\\\").Replace("\n", "\\n")).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        foreach (var series in families.Where(family => family.Type == type).SelectMany(family => family.Series).OrderBy(series => Labels(series, null), StringComparer.Ordinal))
        {
            if (type == "histogram") WriteHistogram(text, name, series);
            else Line(text, name, Labels(series, null), series.Value);
        }
    }

    private static void WriteHistogram(StringBuilder text, string name, MetricSeries series)
    {
        var (sum, counts) = series.Snapshot();
        var total = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            total += counts[i];
            Line(text, name + "_bucket", Labels(series, i < series.Bounds!.Count ? Number(series.Bounds[i]) : "+Inf"), total);
        }
        Line(text, name + "_sum", Labels(series, null), sum);
        Line(text, name + "_count", Labels(series, null), total);
    }

    private static void Line(StringBuilder text, string name, string labels, double value) =>
        text.Append(name).Append(labels).Append(' ').Append(Number(value)).Append('\n');

    private static string Labels(MetricSeries series, string? bound)
    {
        var parts = series.Tags.Select(tag => $"{Clean(tag.Key, colons: false)}=\"{Escape(Convert.ToString(tag.Value, CultureInfo.InvariantCulture))}\"");
        if (bound is not null) parts = parts.Append($"le=\"{bound}\"");
        var joined = string.Join(',', parts);
        return joined.Length == 0 ? "" : "{" + joined + "}";
    }

    private static string Escape(string? value) => (value ?? "").Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Clean(string name, bool colons)
    {
        var text = new StringBuilder(name.Length + 1);
        foreach (var letter in name) text.Append(char.IsAsciiLetterOrDigit(letter) || letter == '_' || colons && letter == ':' ? letter : '_');
        if (text.Length == 0 || char.IsAsciiDigit(text[0])) text.Insert(0, '_');
        return text.ToString();
    }
}
