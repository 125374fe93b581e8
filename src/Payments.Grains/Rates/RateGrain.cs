using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using Payments.Contracts.Audit;
using Payments.Contracts.Rates;
using Payments.Domain.Audit;
using Payments.Domain.Money;
using Payments.Domain.Rates;
using Payments.Grains.Persistence;
using Payments.Storage.States;

namespace Payments.Grains.Rates;

/// <summary>
/// The rate of one pair: a fresh one from the sources, else the one an operator set, else the one in the settings, else none.
/// It answers from memory; callers wait only when there is nothing fresh and nobody has just tried, and then all wait for one and the same try.
/// </summary>
[GrainType("rate")]
public sealed partial class RateGrain(
    [PersistentState(StateNames.Rate, StorageNames.Default)] IPersistentState<Stored<RateState>> stored,
    RateFetcher fetcher,
    RateMetrics metrics,
    IOptions<RateOptions> options,
    TimeProvider time,
    ILogger<RateGrain> logger) : Grain, IRateGrain
{
    private const string ConfiguredSource = "configured";

    /// <summary>What the audit log calls setting a price, or taking it away.</summary>
    private const string RateSet = "rate-set";

    // Reads interleave and refreshes run behind them, so that two writes could meet without it.
    private readonly SemaphoreSlim writing = new(1);
    private readonly RateOptions settings = options.Value;
    private RatePair pair;
    private RateState committed = new();
    private PriceReading? lastGood;
    private RateValue? fromSource;
    private DateTimeOffset refreshDueAt;
    private DateTimeOffset? failedAt;
    private Task refreshing = Task.CompletedTask;

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        pair = RatePair.FromGrainKey(this.GetPrimaryKeyString());
        committed = stored.State.Value ?? committed;
        if (committed.Reading is { } reading && settings.BoundsOf(pair).Holds(reading.Price)) Publish(reading);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        metrics.Forget(pair);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<RateValue?> GetAsync()
    {
        var now = time.GetUtcNow();
        var fresh = Fresh(now);
        var justFailed = failedAt is { } failed && now - failed < settings.RefreshEvery;
        if (fresh is null && !justFailed) return GetAfterRefreshAsync();
        if (now >= refreshDueAt) _ = RefreshOnce();
        return Task.FromResult(fresh ?? Configured(now));
    }

    /// <inheritdoc />
    public async Task SetConfiguredAsync(decimal? rate)
    {
        if (rate <= 0) throw new ArgumentOutOfRangeException(nameof(rate), rate, "A rate is positive.");
        await SaveAsync(state => state with
        {
            Configured = rate,
            ConfiguredAt = rate is null ? null : time.GetUtcNow(),
            Audit = AuditChain.Append(state.Audit, pair.GrainKey, AuditContext.Actor, RateSet, null,
                [new AuditChange($"rates[{pair}].configured", Text(state.Configured), Text(rate))], time.GetUtcNow()),
        });
        LogConfigured(logger, pair, rate);
    }

    private async Task<RateValue?> GetAfterRefreshAsync()
    {
        await RefreshOnce();
        var now = time.GetUtcNow();
        return Fresh(now) ?? Configured(now);
    }

    private RateValue? Fresh(DateTimeOffset now) => fromSource is { } value && RateRules.IsFresh(value.At, settings.MaxAge, now) ? value : null;

    private RateValue? Configured(DateTimeOffset now)
    {
        if (committed.Configured is { } set) return new RateValue { Rate = set, Source = ConfiguredSource, At = committed.ConfiguredAt ?? now };
        return settings.Configured.TryGetValue(pair.ToString(), out var rate) ? new RateValue { Rate = rate, Source = ConfiguredSource, At = now } : null;
    }

    private static string? Text(decimal? rate) => rate is { } number ? PlainDecimal.Format(number) : null;

    private Task RefreshOnce() => refreshing.IsCompleted ? refreshing = RefreshAsync() : refreshing;

    /// <summary>Never fails: what goes wrong is logged and counts as no rate.</summary>
    private async Task RefreshAsync()
    {
        try
        {
            var comparable = lastGood is { } last && time.GetUtcNow() - last.At <= settings.JumpMemory ? last : null;
            var reading = await fetcher.FetchAsync(pair, comparable, CancellationToken.None);
            var now = time.GetUtcNow();
            failedAt = reading is null ? now : null;
            refreshDueAt = now + (reading is null ? settings.RetryAfter : settings.RefreshEvery);
            if (reading is null)
            {
                metrics.Failed(pair);
                LogNoRate(logger, pair);
                return;
            }
            Publish(reading);
            await SaveAsync(state => state with { Price = reading.Price, Source = reading.Source, At = reading.At });
        }
        catch (Exception failure)
        {
            failedAt = time.GetUtcNow();
            refreshDueAt = failedAt.Value + settings.RetryAfter;
            metrics.Failed(pair);
            LogFailed(logger, pair, failure);
        }
    }

    private void Publish(PriceReading reading)
    {
        lastGood = reading;
        metrics.Published(pair, reading.At);
        fromSource = new RateValue { Rate = reading.Price, Source = reading.Source, At = reading.At };
    }

    private async Task SaveAsync(Func<RateState, RateState> change)
    {
        await writing.WaitAsync();
        try
        {
            var next = change(committed);
            await stored.SaveAsync(next, GrainContext);
            committed = next;
        }
        finally
        {
            writing.Release();
        }
    }
}
