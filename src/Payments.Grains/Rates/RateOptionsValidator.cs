using Payments.Domain.Rates;
using Payments.Domain.Rates.Sources;

namespace Payments.Grains.Rates;

/// <summary>Stops the start on settings that cannot work, naming each.</summary>
internal sealed class RateOptionsValidator : OptionsValidator<RateOptions>
{
    protected override IEnumerable<string> Problems(RateOptions options)
    {
        var known = string.Join(", ", RateSources.All.Keys);
        foreach (var source in options.SourceNames.Concat(options.Urls.Keys).Where(source => !RateSources.All.ContainsKey(source)))
            yield return $"Setting Rates names the source '{source}', which this version cannot read; known are {known}.";
        foreach (var (source, url) in options.Urls)
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                yield return $"Setting Rates:Urls:{source} must be an http or https URL.";
        foreach (var (setting, value) in new[]
        {
            (nameof(options.MaxAge), options.MaxAge), (nameof(options.RefreshEvery), options.RefreshEvery), (nameof(options.RetryAfter), options.RetryAfter),
            (nameof(options.SourceTimeout), options.SourceTimeout), (nameof(options.RestAfterLimit), options.RestAfterLimit), (nameof(options.JumpMemory), options.JumpMemory),
        })
            foreach (var problem in Outside($"Rates:{setting}", value, Moment, setting == nameof(options.SourceTimeout) ? TimeSpan.FromMinutes(1) : TimeSpan.FromDays(7))) yield return problem;
        if (options.MaxAge < options.RefreshEvery) yield return "Setting Rates:MaxAge must not be shorter than Rates:RefreshEvery.";
        foreach (var problem in Outside("Rates:MaxAnswerBytes", options.MaxAnswerBytes, 1, 64 << 20)) yield return problem;
        foreach (var problem in Outside("Rates:MaxJumpPercent", options.MaxJumpPercent, 0.01m, 1000m)) yield return problem;
        foreach (var problem in Outside("Rates:AgreementPercent", options.AgreementPercent, 0.01m, 100m)) yield return problem;
        foreach (var (setting, pair) in options.Configured.Keys.Select(pair => ("Configured", pair)).Concat(options.Bounds.Keys.Select(pair => ("Bounds", pair))))
            if (!RatePair.TryParse(pair, out _)) yield return $"Setting Rates:{setting}:{pair} names no pair: expected one such as USDT-CNY, or USDT_CNY as shells can export it.";
        foreach (var (pair, rate) in options.Configured)
            if (rate <= 0) yield return $"Setting Rates:Configured:{pair} must be positive.";
        foreach (var (pair, bounds) in options.Bounds)
            if (bounds.Min <= 0 || bounds.Max < bounds.Min) yield return $"Setting Rates:Bounds:{pair} must be positive, with Min not above Max.";
    }
}
