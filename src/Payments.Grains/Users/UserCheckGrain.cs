using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Payments.Contracts.Users;
using Payments.Domain.Users;
using Payments.Grains.Persistence;
using Payments.Storage.Queries;
using Payments.Storage.States;

namespace Payments.Grains.Users;

/// <summary>
/// Compares ledgers once a day, beside its calls, and keeps what it found. One that is ended early is made again an hour later.
/// </summary>
[GrainType("user-check")]
public sealed partial class UserCheckGrain(
    [PersistentState(StateNames.UserCheck, StorageNames.Default)] IPersistentState<Stored<UserCheck>> stored,
    UserChecks checks,
    TimeProvider time,
    ILogger<UserCheckGrain> logger) : Grain, IUserCheckGrain, IRemindable
{
    /// <summary>How long after the start of a comparison the next one is due.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromDays(1);

    /// <summary>How often it is looked whether one is due.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource stopping = new();
    private UserCheck? committed;
    private Task running = Task.CompletedTask;

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
    public Task StartAsync()
    {
        Look();
        return this.RegisterOrUpdateReminder("daily", LookEvery, LookEvery);
    }

    /// <inheritdoc />
    public Task<UserCheck?> GetAsync() => Task.FromResult(committed);

    /// <inheritdoc />
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Look();
        return Task.CompletedTask;
    }

    /// <summary>Begins a comparison where one is due: a day after the last began, or where there never was one.</summary>
    private void Look()
    {
        var isDue = committed is not { } last || time.GetUtcNow() - last.At >= Period;
        if (isDue && running.IsCompleted) running = RunAsync();
    }

    /// <summary>Never fails: what goes wrong is logged, and the next look begins again.</summary>
    private async Task RunAsync()
    {
        try
        {
            DelayDeactivation(LookEvery);
            var token = stopping.Token;
            // SQLite answers at once, so that all of it would be one turn of the grain.
            var found = await Task.Run(() => checks.RunAsync(token), token);
            await stored.SaveAsync(found, GrainContext);
            committed = found;
            if (found.Differences > 0) LogDifferences(logger, found.Differences, found.Wallets, found.Examples[0]);
            else LogAgrees(logger, found.Wallets, found.Entries);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The activation ends; the next one looks by itself.
        }
        catch (Exception failure)
        {
            LogFailed(logger, LookEvery, failure);
        }
    }
}
