using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Payments.Contracts;
using Payments.Contracts.Callbacks;
using Payments.Contracts.Merchants;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Grains.Persistence;
using Payments.Storage.States;

namespace Payments.Grains.Callbacks;

/// <summary>Counts what an endpoint does not hear, tells the other endpoints of it, and has it switched off in the end.</summary>
[GrainType("endpoint-health")]
public sealed partial class EndpointHealthGrain(
    [PersistentState(StateNames.EndpointHealth, StorageNames.Default)] IPersistentState<Stored<EndpointHealth>> stored,
    MerchantReader merchants,
    TimeProvider time,
    ILogger<EndpointHealthGrain> logger) : Grain, IEndpointHealthGrain
{
    /// <summary>The health as counted; most failures of a dead endpoint are counted here and not stored.</summary>
    private EndpointHealth? counted;

    private EndpointHealth? Present => counted ?? stored.State.Value;

    private (MerchantId Merchant, string Endpoint) Self => EndpointKey.Parse(this.GetPrimaryKeyString());

    /// <inheritdoc />
    public Task<EndpointHealth?> GetAsync()
    {
        // Anybody may ask for any id: what is not there takes no memory.
        if (Present is null) DeactivateOnIdle();
        return Task.FromResult(Present);
    }

    /// <inheritdoc />
    public async Task ReportAsync(string? error, bool isExhausted)
    {
        var (before, now) = (Present ?? new EndpointHealth(), time.GetUtcNow());
        if (error is null)
        {
            var healthy = EndpointHealthRules.Heard(before, now);
            if (!ReferenceEquals(healthy, before)) await SaveAsync(healthy);
            return;
        }
        var (next, notice) = EndpointHealthRules.Failed(before, error, isExhausted, now);
        if (EndpointHealthRules.IsWorthStoring(stored.State.Value ?? new EndpointHealth(), next, notice)) await SaveAsync(next);
        else counted = next;
        if (notice is { } told) await TellAsync(next, told, now);
    }

    /// <inheritdoc />
    public async Task BeginAgainAsync()
    {
        if (Present is { Failures: > 0 } known) await SaveAsync(EndpointHealthRules.BeginAgain(known));
    }

    private async Task SaveAsync(EndpointHealth next)
    {
        await stored.SaveAsync(next, GrainContext);
        counted = null;
    }

    private async Task TellAsync(EndpointHealth health, EndpointNotice notice, DateTimeOffset now)
    {
        var (merchant, id) = Self;
        if (await merchants.FindAsync(merchant) is not { } access) return;
        if (access.Merchant.Endpoints.FirstOrDefault(known => known.Id == id) is not { OffSince: null } endpoint) return;
        LogNotice(logger, id, merchant, notice, health.Failures, health.FailingSince!.Value, health.Error!);
        if (notice == EndpointNotice.Off)
            await GrainFactory.Find<IMerchantGrain>(merchant.GrainKey).SwitchOffEndpointAsync(id,
                $"it heard nothing for {EndpointHealthRules.Patience.TotalDays} days; switch it on again once it does ({health.Error})");
        foreach (var other in access.Merchant.Endpoints.Where(known => known.Id != id && known.Takes(WebhookEvents.DeliveryFailing, now)))
        {
            var delivery = EventDeliveries.OfFailing(merchant, endpoint, other, health, notice, now);
            await GrainFactory.Find<IWebhookDeliveryGrain>(delivery.Key).StartAsync(delivery);
        }
    }
}
