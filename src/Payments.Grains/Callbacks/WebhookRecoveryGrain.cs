using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Payments.Contracts;
using Payments.Contracts.Callbacks;
using Payments.Contracts.Merchants;
using Payments.Domain.Callbacks;
using Payments.Domain.Merchants;
using Payments.Grains.Persistence;
using Payments.Storage.Queries;
using Payments.Storage.States;

namespace Payments.Grains.Callbacks;

/// <summary>
/// Sends an endpoint again what it has not heard: a few callbacks a second, oldest first, until all were sent or it is stopped.
/// </summary>
/// <remarks>
/// The place is stored after its callbacks were sent, so a process that dies sends some of them twice, under the same ids. A reminder keeps
/// the grain alive while a recovery runs, and only then: there are few.
/// </remarks>
[GrainType("webhook-recovery")]
public sealed partial class WebhookRecoveryGrain(
    [PersistentState(StateNames.WebhookRecovery, StorageNames.Default)] IPersistentState<Stored<WebhookRecovery>> stored,
    DeliveryQueries deliveries,
    MerchantReader merchants,
    TimeProvider time,
    ILogger<WebhookRecoveryGrain> logger) : Grain, IWebhookRecoveryGrain, IRemindable
{
    /// <summary>Callbacks that are sent again within a second.</summary>
    public const int PerSecond = 20;

    private const string AliveReminder = "recover";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private IGrainTimer? timer;

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (stored.State.Value is { Status: RecoveryStatus.Running }) Begin();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<WebhookRecovery?> GetAsync()
    {
        // Anybody may ask for any id: what is not there takes no memory.
        if (stored.State.Value is null) DeactivateOnIdle();
        return Task.FromResult(stored.State.Value);
    }

    /// <inheritdoc />
    public async Task<WebhookRecovery?> StartAsync(DateTimeOffset since, bool withSuperseded)
    {
        if (stored.State.Value is { Status: RecoveryStatus.Running }) return null;
        var (merchant, endpoint) = EndpointKey.Parse(this.GetPrimaryKeyString());
        var now = time.GetUtcNow();
        var unheard = new UnheardFilter(merchant, endpoint, since, now, withSuperseded);
        var next = new WebhookRecovery
        {
            Since = since,
            WithSuperseded = withSuperseded,
            Total = await deliveries.CountAsync(unheard),
            StartedAt = now,
        };
        await this.RegisterOrUpdateReminder(AliveReminder, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        await stored.SaveAsync(next, GrainContext);
        LogBegun(logger, endpoint, merchant, next.Total, since);
        Begin();
        return next;
    }

    /// <inheritdoc />
    public async Task<WebhookRecovery?> StopAsync()
    {
        if (stored.State.Value is { Status: RecoveryStatus.Running } running) await EndAsync(running, RecoveryStatus.Stopped);
        return stored.State.Value;
    }

    /// <inheritdoc />
    /// <remarks>Being called is enough while a recovery runs: an activation goes on by itself.</remarks>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (stored.State.Value is not { Status: RecoveryStatus.Running }) await ForgetReminderAsync();
    }

    private void Begin() => timer ??= this.RegisterGrainTimer(
        StepAsync, new GrainTimerCreationOptions(TimeSpan.Zero, Period) { KeepAlive = true });

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        if (stored.State.Value is not { Status: RecoveryStatus.Running } running) return;
        var (merchant, endpoint) = EndpointKey.Parse(this.GetPrimaryKeyString());
        var access = await merchants.FindAsync(merchant);
        if (access is null || EndpointRules.Find(access.Merchant, endpoint) is not { OffSince: null })
        {
            await EndAsync(running, RecoveryStatus.EndpointOff);
            return;
        }
        var unheard = new UnheardFilter(merchant, endpoint, running.Since, running.StartedAt, running.WithSuperseded);
        var page = await deliveries.PageAsync(unheard, new PageKey(running.AfterAt, running.AfterKey ?? ""), PerSecond);
        foreach (var place in page) await GrainFactory.Find<IWebhookDeliveryGrain>(place.Key).ResendAsync();
        var next = running with { Resent = running.Resent + page.Count };
        if (page.Count > 0) next = next with { AfterAt = page[^1].At, AfterKey = page[^1].Key };
        if (page.Count < PerSecond) await EndAsync(next, RecoveryStatus.Done);
        else await stored.SaveAsync(next, GrainContext);
    }

    private async Task EndAsync(WebhookRecovery recovery, RecoveryStatus status)
    {
        timer?.Dispose();
        timer = null;
        await stored.SaveAsync(recovery with { Status = status, EndedAt = time.GetUtcNow() }, GrainContext);
        var (merchant, endpoint) = EndpointKey.Parse(this.GetPrimaryKeyString());
        LogEnded(logger, endpoint, merchant, status, recovery.Resent, recovery.Total);
        await ForgetReminderAsync();
    }

    private async Task ForgetReminderAsync()
    {
        if (await this.GetReminder(AliveReminder) is { } reminder) await this.UnregisterReminder(reminder);
    }
}
