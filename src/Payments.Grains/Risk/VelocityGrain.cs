using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Payments.Contracts.Risk;
using Payments.Domain.Risk;
using Payments.Storage.Risk;

namespace Payments.Grains.Risk;

/// <summary>Counts in memory, and stores windows of more than an hour some seconds after they changed.</summary>
[GrainType("velocity")]
public sealed partial class VelocityGrain(RiskCounters counters, TimeProvider time, ILogger<VelocityGrain> logger) : Grain, IVelocityGrain
{
    /// <summary>Windows up to this long are not stored: a restart that empties one is worth one limit.</summary>
    public static readonly TimeSpan Unstored = TimeSpan.FromHours(1);

    /// <summary>How long after a change windows are stored: what a crash loses is no more than this.</summary>
    public static readonly TimeSpan StoreAfter = TimeSpan.FromSeconds(10);

    /// <summary>Rules that are counted at once; beyond it those of rules that were removed are dropped.</summary>
    private const int MostWindows = 200;

    private readonly Dictionary<string, VelocityWindow> windows = [];
    private bool isRead;
    private IGrainTimer? storing;

    /// <inheritdoc />
    public async Task<IReadOnlyList<decimal>> AddAsync(IReadOnlyList<VelocityAsk> asks)
    {
        if (!isRead && asks.Any(IsStored)) await ReadAsync();
        var now = time.GetUtcNow();
        var held = new decimal[asks.Count];
        for (var i = 0; i < held.Length; i++) held[i] = WindowOf(asks[i]).Add(asks[i].Amount, now);
        if (asks.Any(IsStored)) StoreSoon();
        DelayDeactivation(asks.Max(ask => ask.Window < Unstored ? ask.Window : Unstored));
        return held;
    }

    /// <inheritdoc />
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (storing is not null) await StoreAsync(cancellationToken);
    }

    private static bool IsStored(VelocityAsk ask) => ask.Window > Unstored;

    /// <summary>A rule whose window was changed begins a new one.</summary>
    private VelocityWindow WindowOf(VelocityAsk ask)
    {
        if (windows.TryGetValue(ask.Rule, out var known) && known.Length == ask.Window) return known;
        if (windows.Count >= MostWindows) windows.Clear();
        return windows[ask.Rule] = new VelocityWindow(ask.Window);
    }

    private async Task ReadAsync()
    {
        foreach (var (rule, window) in await counters.FindAsync(this.GetPrimaryKeyString())) windows.TryAdd(rule, window);
        isRead = true;
    }

    private void StoreSoon() => storing ??= this.RegisterGrainTimer(
        StoreAsync, new GrainTimerCreationOptions(StoreAfter, Timeout.InfiniteTimeSpan) { KeepAlive = true });

    private async Task StoreAsync(CancellationToken cancellationToken)
    {
        storing?.Dispose();
        storing = null;
        try
        {
            var kept = windows.Where(pair => pair.Value.Length > Unstored).ToDictionary();
            if (kept.Count > 0) await counters.SaveAsync(this.GetPrimaryKeyString(), kept);
        }
        catch (Exception exception)
        {
            LogNotStored(logger, exception);
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "Counts of risk control could not be stored; they are stored with the next change. No action needed where it ends soon")]
    private static partial void LogNotStored(ILogger logger, Exception exception);
}
