using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Payments.Contracts.Reconciliation;

namespace Payments.Grains.Reconciliation;

/// <summary>
/// Goes round all accounts at providers, beside its calls. One reminder keeps it and so all of them going: an account has none of its own.
/// What it found is not stored, because the next round finds it again.
/// </summary>
[GrainType("provider-watch")]
public sealed partial class ProviderWatchGrain(ProviderRound round, ILogger<ProviderWatchGrain> logger)
    : Grain, IProviderWatchGrain, IRemindable
{
    /// <summary>The pause between rounds.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(15);

    private readonly CancellationTokenSource stopping = new();
    private ProviderWatch? found;
    private Task running = Task.CompletedTask;

    /// <inheritdoc />
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        stopping.Dispose();
    }

    /// <inheritdoc />
    public Task StartAsync()
    {
        Begin();
        return this.RegisterOrUpdateReminder("round", Every, Every);
    }

    /// <inheritdoc />
    public Task<ProviderWatch?> GetAsync() => Task.FromResult(found);

    /// <inheritdoc />
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Begin();
        return Task.CompletedTask;
    }

    private void Begin()
    {
        if (running.IsCompleted) running = RunAsync();
    }

    /// <summary>Never fails: what goes wrong is logged, and the next round begins again.</summary>
    private async Task RunAsync()
    {
        try
        {
            DelayDeactivation(2 * Every);
            found = await round.RunAsync(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The activation ends; the next one begins by itself.
        }
        catch (Exception failure)
        {
            LogFailed(logger, Every, failure);
        }
    }

    [LoggerMessage(LogLevel.Error, "The round through the accounts at payment providers failed; it begins again within {Pause}.")]
    private static partial void LogFailed(ILogger logger, TimeSpan pause, Exception failure);
}
