namespace Payments.Domain.Rates.Sources;

/// <summary>The price sources that this version can read.</summary>
public static class RateSources
{
    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, IRateSource> All { get; } =
        new IRateSource[] { new OkxSource(), new BinanceSource(), new CoinGeckoSource(), new CoinbaseSource() }.ToDictionary(source => source.Name, StringComparer.OrdinalIgnoreCase);
}
