using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Payments.Domain.Rates;
using Payments.Domain.Rates.Sources;

namespace Payments.Grains.Rates;

/// <summary>Asks the sources in their order until one gives a price that can be believed. One of these serves the whole process.</summary>
public sealed partial class RateFetcher : IDisposable
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> restingUntil = new();
    private readonly RateOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<RateFetcher> logger;
    private readonly HttpClient http;

    /// <summary>Opens no connection yet.</summary>
    public RateFetcher(IOptions<RateOptions> options, TimeProvider time, ILogger<RateFetcher> logger)
    {
        (this.options, this.time, this.logger) = (options.Value, time, logger);
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
        })
        {
            // The time limit below runs on the injected clock.
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = this.options.MaxAnswerBytes,
        };
        http.DefaultRequestHeaders.Add("User-Agent", "payments/1.0");
        http.DefaultRequestHeaders.Add("Accept", "application/json");
    }

    /// <summary>A believable price, or null. One that jumped away from <paramref name="lastGood"/> is believed only when a second source agrees with it.</summary>
    public async Task<PriceReading?> FetchAsync(RatePair pair, PriceReading? lastGood, CancellationToken cancellationToken)
    {
        var jumps = new List<PriceReading>();
        foreach (var source in options.SourceNames.Select(name => RateSources.All[name]).Where(source => source.Paths(pair).Count > 0 && !IsResting(source)))
        {
            if (await TryReadAsync(source, pair, cancellationToken) is not { } reading) continue;
            if (lastGood is null || RateRules.Agree(lastGood.Price, reading.Price, options.MaxJumpPercent)) return reading;
            if (jumps.Any(other => RateRules.Agree(other.Price, reading.Price, options.AgreementPercent))) return reading;
            LogJump(logger, source.Name, reading.Price, pair, lastGood.Price);
            jumps.Add(reading);
        }
        return null;
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();

    private async Task<PriceReading?> TryReadAsync(IRateSource source, RatePair pair, CancellationToken cancellationToken)
    {
        try
        {
            var reading = await ReadAsync(source, pair, cancellationToken);
            var verdict = RateRules.Judge(reading, options.BoundsOf(pair), options.MaxAge, time.GetUtcNow());
            if (verdict == ReadingVerdict.Usable) return reading;
            LogRefused(logger, source.Name, reading.Price, pair, verdict);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LogNothing(logger, source.Name, pair, $"no answer within {options.SourceTimeout}");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException or FormatException)
        {
            LogNothing(logger, source.Name, pair, failure.Message);
        }
        return null;
    }

    private async Task<PriceReading> ReadAsync(IRateSource source, RatePair pair, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.SourceTimeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var answers = new List<JsonElement>();
        foreach (var path in source.Paths(pair)) answers.Add(await GetAsync(source, path, limit.Token));
        return source.Read(pair, answers, time.GetUtcNow());
    }

    private async Task<JsonElement> GetAsync(IRateSource source, string path, CancellationToken cancellationToken)
    {
        var root = options.Urls.TryGetValue(source.Name, out var url) ? new Uri(url.TrimEnd('/') + "/") : source.DefaultUrl;
        using var answer = await http.GetAsync(new Uri(root, path), cancellationToken);
        // Binance answers 418 to those who went on after a 429.
        if (answer.StatusCode is HttpStatusCode.TooManyRequests or (HttpStatusCode)418) Rest(source, answer);
        if (answer.StatusCode != HttpStatusCode.OK) throw new HttpRequestException($"status {(int)answer.StatusCode}");
        using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
        return document.RootElement.Clone();
    }

    private bool IsResting(IRateSource source) => restingUntil.TryGetValue(source.Name, out var until) && until > time.GetUtcNow();

    private void Rest(IRateSource source, HttpResponseMessage answer)
    {
        var now = time.GetUtcNow();
        var asked = answer.Headers.RetryAfter is { } header ? header.Delta ?? header.Date - now : null;
        var rest = asked is { } wish && wish > TimeSpan.Zero ? wish : options.RestAfterLimit;
        var until = now + (rest < LongestRest ? rest : LongestRest);
        restingUntil[source.Name] = until;
        LogResting(logger, source.Name, until);
    }
}
