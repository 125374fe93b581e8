using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Payments.Domain.Rates;

namespace Payments.Grains.Rates;

/// <summary>Brings the pairs of settings into the one spelling by which they are looked up; what is no pair stays, for the validator to name.</summary>
internal sealed class RatePairNames(IConfiguration configuration) : IPostConfigureOptions<RateOptions>
{
    public void PostConfigure(string? name, RateOptions options) =>
        (options.Configured, options.Bounds) = (Spelled(options.Configured, nameof(options.Configured)), Spelled(options.Bounds, nameof(options.Bounds)));

    /// <summary>Of two spellings of one pair that of the later source wins, as of one spelling it would; within a source, the one for shells.</summary>
    private Dictionary<string, T> Spelled<T>(Dictionary<string, T> pairs, string section)
    {
        var sources = ((IConfigurationRoot)configuration).Providers.ToArray();
        var spelled = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (var (text, value) in pairs.OrderBy(pair => SourceOf($"{RateServices.Section}:{section}:{pair.Key}", sources)).ThenBy(pair => pair.Key.Contains('_')))
            spelled[RatePair.TryParse(text, out var pair) ? pair.ToString() : text] = value;
        return spelled;
    }

    /// <summary>The place of the last source that has the setting or anything below it; -1 for what is built in.</summary>
    private static int SourceOf(string setting, IConfigurationProvider[] sources) =>
        Array.FindLastIndex(sources, source => source.TryGet(setting, out _) || source.GetChildKeys([], setting).Any());
}
