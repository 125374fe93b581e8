using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using Payments.Contracts.Merchants;
using Payments.Contracts.Webhooks;
using Payments.Domain.Webhooks;
using Payments.Grains.State;

namespace Payments.Grains.Webhooks;

/// <summary>One callback. Its content never changes; every attempt is kept.</summary>
public sealed class WebhookDeliveryGrain(
    [PersistentState("delivery", StorageNames.Default)] IPersistentState<Stored<Delivery>> stored,
    ICallbackSender sender,
    IOptions<CallbackOptions> options,
    TimeProvider time) : Grain, IWebhookDeliveryGrain
{
    /// <summary>An attempt may hold two requests; when an alarm comes back after both could have timed out, the process that made them is gone.</summary>
    private TimeSpan Margin => (options.Value.Timeout * 2) + TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public async Task StartAsync(Delivery delivery)
    {
        if (stored.State.Value is not null) return;
        await SaveAsync(DeliveryRules.Begin(delivery, time.GetUtcNow(), Margin));
        AttemptSoon();
    }

    /// <inheritdoc />
    public Task<Delivery?> GetAsync() => Task.FromResult(stored.State.Value);

    /// <inheritdoc />
    public async Task<bool> ResendAsync()
    {
        if (stored.State.Value is not { } delivery) return false;
        var now = time.GetUtcNow();
        await SaveAsync(DeliveryRules.Begin(DeliveryRules.Resend(delivery, now), now, Margin));
        AttemptSoon();
        return true;
    }

    /// <inheritdoc />
    public async Task WakeAsync()
    {
        var now = time.GetUtcNow();
        if (stored.State.Value is not { Status: DeliveryStatus.Pending } delivery || delivery.WakeAt is not { } due || due > now) return;
        await SaveAsync(DeliveryRules.Begin(delivery, now, Margin));
        AttemptSoon();
    }

    /// <summary>The attempt is a turn of its own, so that whoever asked for it need not wait for a slow shop.</summary>
    private void AttemptSoon() => this.RegisterGrainTimer(AttemptAsync, new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan));

    private async Task AttemptAsync(CancellationToken cancellationToken)
    {
        if (stored.State.Value is not { Status: DeliveryStatus.Pending } delivery) return;
        var merchant = GrainFactory.GetGrain<IMerchantGrain>(delivery.Merchant.GrainKey);
        var settings = delivery.Form == CallbackForm.EpayParameters ? (await merchant.GetAsync())?.Merchant : null;
        var host = new Uri(delivery.Url).Authority;
        var learned = settings?.LearnedMethods.TryGetValue(host, out var method) == true ? method : default(NotifyMethod?);
        var tries = new List<DeliveryAttempt>(2);
        foreach (var verb in DeliveryRules.Methods(delivery.Form, settings?.NotifyMethod ?? NotifyMethod.Auto, learned))
        {
            tries.Add(await sender.SendAsync(delivery, verb, cancellationToken));
            if (tries[^1] is { Error: null } or { Interrupted: true }) break;
        }
        await SaveAsync(DeliveryRules.Record(delivery, tries, time.GetUtcNow()));
        var worked = tries[^1].Error is not null ? default(NotifyMethod?) : tries[^1].Method == "GET" ? NotifyMethod.Get : NotifyMethod.Post;
        if (settings?.NotifyMethod == NotifyMethod.Auto && worked is { } found && found != (learned ?? NotifyMethod.Post)) await merchant.LearnNotifyMethodAsync(host, found);
    }

    private Task SaveAsync(Delivery next) => stored.SaveAsync(next, GrainContext);
}
