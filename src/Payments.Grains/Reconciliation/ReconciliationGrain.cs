using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Payments.Contracts.Reconciliation;
using Payments.Domain.Reconciliation;
using Payments.Grains.Persistence;
using Payments.Storage.States;

namespace Payments.Grains.Reconciliation;

/// <summary>
/// Compares an account's statements beside its calls, one day after another. The day is noted as done after what it found was stored: a
/// process that dies in between compares it once more, with the same result.
/// </summary>
[GrainType("reconciliation")]
public sealed partial class ReconciliationGrain(
    [PersistentState(StateNames.Reconciliation, StorageNames.Default)] IPersistentState<Stored<ReconciliationState>> stored,
    Reconcilers reconcilers,
    TimeProvider time,
    ILogger<ReconciliationGrain> logger) : Grain, IReconciliationGrain
{
    /// <summary>
    /// How long an activation is kept for a comparison, from each look on: a statement of millions of lines takes minutes.
    /// </summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(2);

    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim turn = new(1);
    private ReconciliationState? committed;
    private Task running = Task.CompletedTask;

    private ReconciliationKey Key => ReconciliationKey.FromGrainKey(this.GetPrimaryKeyString());

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        committed = stored.State.Value;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        stopping.Dispose();
    }

    /// <inheritdoc />
    public async Task LookAsync()
    {
        if (reconcilers.CalendarOf(Key.Provider) is not { } calendar) return;
        await ChangeAsync(state => state ?? ReconciliationPlan.Begin(calendar, time.GetUtcNow()));
        Begin(calendar);
    }

    /// <inheritdoc />
    public async Task<AskOutcome> AskAsync(DateOnly day)
    {
        if (reconcilers.CalendarOf(Key.Provider) is not { } calendar || !await reconcilers.KnowsAsync(Key)) return AskOutcome.NoAccount;
        var (now, outcome) = (time.GetUtcNow(), AskOutcome.Taken);
        await ChangeAsync(state =>
        {
            (outcome, var next) = ReconciliationPlan.Ask(state ?? ReconciliationPlan.Begin(calendar, now), day, calendar, now);
            return next;
        });
        Begin(calendar);
        return outcome;
    }

    /// <inheritdoc />
    public Task<ReconciliationState?> GetAsync()
    {
        // Anybody may ask for any account: what is not there takes no memory.
        if (committed is null) DeactivateOnIdle();
        return Task.FromResult(committed);
    }

    private void Begin(StatementCalendar calendar)
    {
        if (!running.IsCompleted)
        {
            // A chain's day may take hours: each look keeps the activation on.
            DelayDeactivation(KeptFor);
            return;
        }
        if (ReconciliationPlan.Due(committed!, calendar, time.GetUtcNow()) is null) return;
        running = RunAsync(calendar);
    }

    /// <summary>Never fails: what goes wrong is logged, and the next look begins again.</summary>
    private async Task RunAsync(StatementCalendar calendar)
    {
        try
        {
            var token = stopping.Token;
            while (ReconciliationPlan.Due(committed!, calendar, time.GetUtcNow()) is { } day)
            {
                DelayDeactivation(KeptFor);
                // Reading and sorting millions of lines is no work for the grain's own turn.
                var key = Key;
                var trouble = await Task.Run(() => reconcilers.RunAsync(key, day, token), token);
                var now = time.GetUtcNow();
                if (trouble is null) LogDone(logger, key.Provider, key.Account, day);
                else LogTrouble(logger, key.Provider, key.Account, day, trouble);
                await ChangeAsync(state => trouble is null
                    ? ReconciliationPlan.Done(state!, day, calendar, now)
                    : ReconciliationPlan.Failed(state!, day, trouble, calendar, now));
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The activation ends; the next look begins again.
        }
        catch (Exception failure)
        {
            LogFailed(logger, Key.Provider, Key.Account, failure);
        }
        finally
        {
            if (!stopping.IsCancellationRequested) DelayDeactivation(TimeSpan.Zero);
        }
    }

    /// <summary>Changes the plan. The comparison goes on between calls, so that changes wait for one another.</summary>
    private async Task ChangeAsync(Func<ReconciliationState?, ReconciliationState> change)
    {
        await turn.WaitAsync();
        try
        {
            var next = change(committed);
            if (ReferenceEquals(next, committed)) return;
            await stored.SaveAsync(next, GrainContext);
            committed = next;
        }
        finally
        {
            turn.Release();
        }
    }
}
