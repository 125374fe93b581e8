using System.Collections;
using System.Globalization;
using Payments.Domain.Settings;

namespace Payments.Host.Telemetry;

/// <summary>The variables of the OpenTelemetry specification, <c>OTEL_…</c>.</summary>
/// <remarks>They are no settings of the gateway: the SDK reads them by their own names, and the catalogue of settings does not hold them.</remarks>
internal static class TelemetryVariables
{
    private const string Prefix = "OTEL_";
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string TracesEndpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private const string Disabled = "OTEL_SDK_DISABLED";
    private const string Sampler = "OTEL_TRACES_SAMPLER";
    private const string SamplerArgument = "OTEL_TRACES_SAMPLER_ARG";

    /// <summary>Adds the variables to the configuration, where the SDK looks for them. An empty one is as not set.</summary>
    public static void AddTo(IConfigurationBuilder configuration) => configuration.AddInMemoryCollection(
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value))
            .Where(variable => variable.Key.StartsWith(Prefix, StringComparison.Ordinal) && !string.IsNullOrEmpty(variable.Value)));

    /// <summary>Whether traces are exported: an endpoint is set and the SDK is not disabled.</summary>
    /// <exception cref="SettingException">The endpoint is no URL.</exception>
    public static bool WantTraces(IConfiguration configuration)
    {
        if (bool.TryParse(configuration[Disabled], out var disabled) && disabled) return false;
        var name = configuration[TracesEndpoint] is null ? Endpoint : TracesEndpoint;
        if (configuration[name] is not { } endpoint) return false;
        // The SDK would go on with a default of its own.
        var isUrl = Uri.TryCreate(endpoint, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);
        if (!isUrl) throw Bad(name, endpoint, "the URL of an OTLP collector, such as http://collector:4317");
        return true;
    }

    /// <summary>The share of traces that are recorded, from 0 to 1.</summary>
    /// <exception cref="SettingException">The sampler is not known, or its argument is no share.</exception>
    public static double TraceShare(IConfiguration configuration) => configuration[Sampler] switch
    {
        null or "parentbased_always_on" => 1,
        "parentbased_always_off" => 0,
        "parentbased_traceidratio" => Share(configuration[SamplerArgument]),
        var other => throw Bad(Sampler, other, "parentbased_always_on, parentbased_always_off or parentbased_traceidratio"),
    };

    private static double Share(string? text)
    {
        if (text is null) return 1;
        var isShare = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share <= 1;
        return isShare ? share : throw Bad(SamplerArgument, text, "a share from 0 to 1");
    }

    private static SettingException Bad(string name, string value, string expected) => new($"The variable {name} is '{value}': expected {expected}.");
}
