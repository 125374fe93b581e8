using Payments.Domain.Rates;

namespace Payments.Grains.Rates;

/// <summary>Settings of rates, section <c>Rates</c>. Pairs are written <c>USDT-CNY</c>, or <c>USDT_CNY</c> where a shell has to export them, in any case.</summary>
public sealed class RateOptions
{
    /// <summary>Sources in the order in which they are asked, separated by commas; <c>none</c> asks none, and only configured rates are used. Default <c>okx,binance,coingecko,coinbase</c>.</summary>
    public string Sources { get; set; } = "okx,binance,coingecko,coinbase";

    /// <summary>Base URLs by source name, in place of the public ones.</summary>
    public Dictionary<string, string> Urls { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How old a price may be when it is used, counted from when the source gave it. Default 10 minutes.</summary>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a price is used before the sources are asked again. Default 1 minute. Nobody waits for that while the old price is within <see cref="MaxAge"/>.</summary>
    public TimeSpan RefreshEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long to wait after all sources failed before they are asked again. Default 10 seconds.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one source may take for all of its answers. Default 4 seconds.</summary>
    public TimeSpan SourceTimeout { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>How long a source is left alone after it answered 429 or 418 without saying for how long. Default 5 minutes.</summary>
    public TimeSpan RestAfterLimit { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest answer that is read, in bytes after decompression. Default 256 KiB; Coinbase's have about 20 KiB.</summary>
    public int MaxAnswerBytes { get; set; } = 256 * 1024;

    /// <summary>A price that differs from the last good one by more than so many percent needs a second source to agree. Default 10.</summary>
    public decimal MaxJumpPercent { get; set; } = 10;

    /// <summary>By how many percent two sources may differ and still agree. Default 2.</summary>
    public decimal AgreementPercent { get; set; } = 2;

    /// <summary>A last good price older than this says nothing about jumps any more. Default 24 hours.</summary>
    public TimeSpan JumpMemory { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Rates used when no source gives one: <c>Rates:Configured:USDT-CNY=7.2</c>. One set by an operator goes before it.</summary>
    public Dictionary<string, decimal> Configured { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Believable prices by pair: <c>Rates:Bounds:USDT-CNY:Min</c> and <c>Max</c>. Stablecoins have built-in ones.</summary>
    public Dictionary<string, RateBounds> Bounds { get; set; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["USDT-CNY"] = new(5m, 12m),
        ["USDC-CNY"] = new(5m, 12m),
        ["USDT-USD"] = new(0.9m, 1.1m),
        ["USDC-USD"] = new(0.9m, 1.1m),
        ["USDC-USDT"] = new(0.9m, 1.1m),
    };

    /// <summary>Bounds of a pair that has none of its own: what no coin has ever cost.</summary>
    public static RateBounds Widest { get; } = new(0.0000000001m, 100_000_000m);

    /// <summary>The bounds of a pair.</summary>
    public RateBounds BoundsOf(RatePair pair) => Bounds.GetValueOrDefault(pair.ToString(), Widest);

    /// <summary>The sources' names in order.</summary>
    public IReadOnlyList<string> SourceNames => Sources.Equals("none", StringComparison.OrdinalIgnoreCase) ? [] : Sources.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
