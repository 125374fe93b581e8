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
            if (value <= TimeSpan.Zero) yield return $"Setting Rates:{setting} must be longer than nothing.";
        if (options.MaxAge < options.RefreshEvery) yield return "Setting Rates:MaxAge must not be shorter than Rates:RefreshEvery.";
        if (options.MaxAnswerBytes <= 0) yield return "Setting Rates:MaxAnswerBytes must be positive.";
        if (options.MaxJumpPercent <= 0 || options.AgreementPercent <= 0) yield return "Settings Rates:MaxJumpPercent and Rates:AgreementPercent must be positive.";
        foreach (var (pair, rate) in options.Configured)
            if (rate <= 0) yield return $"Setting Rates:Configured:{pair} must be positive.";
        foreach (var (pair, bounds) in options.Bounds)
            if (bounds.Min <= 0 || bounds.Max < bounds.Min) yield return $"Setting Rates:Bounds:{pair} must be positive, with Min not above Max.";
    }
}
