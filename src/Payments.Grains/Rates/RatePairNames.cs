using Microsoft.Extensions.Options;
using Payments.Domain.Rates;

namespace Payments.Grains.Rates;

/// <summary>Brings the pairs of settings into the one spelling by which they are looked up; what is no pair stays, for the validator to name.</summary>
internal sealed class RatePairNames : IPostConfigureOptions<RateOptions>
{
    public void PostConfigure(string? name, RateOptions options) => (options.Configured, options.Bounds) = (Spelled(options.Configured), Spelled(options.Bounds));

    /// <summary>Of two spellings of one pair the one for shells wins: variables override files.</summary>
    private static Dictionary<string, T> Spelled<T>(Dictionary<string, T> pairs)
    {
        var spelled = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (var (text, value) in pairs.OrderBy(pair => pair.Key.Contains('_'))) spelled[RatePair.TryParse(text, out var pair) ? pair.ToString() : text] = value;
        return spelled;
    }
}
