using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using Payments.Contracts;
using Payments.Contracts.Callbacks;
using Payments.Contracts.Merchants;
using Payments.Domain.Callbacks;
using Payments.Domain.Merchants;
using Payments.Grains.Persistence;
using Payments.Storage.States;

namespace Payments.Grains.Callbacks;

/// <summary>One callback. What it says never changes; every attempt is kept.</summary>
/// <remarks>An attempt may wait long for its place and for the shop. It runs beside the calls, so that nobody waits for it: writes take turns instead.</remarks>
public sealed partial class WebhookDeliveryGrain(
    [PersistentState(StateNames.Delivery, StorageNames.OnDemand)] IPersistentState<Stored<Delivery>> stored,
    ICallbackSender sender,
    MerchantReader merchants,
    IOptions<CallbackOptions> options,
    TimeProvider time,
    ILogger<WebhookDeliveryGrain> logger) : Grain, IWebhookDeliveryGrain
{
    private readonly SemaphoreSlim writing = new(1);

    /// <summary>When the attempt under way in this activation began, or null.</summary>
    private DateTimeOffset? attemptingSince;

    /// <summary>The newer callback that waits for the attempt under way, or null.</summary>
    private int? follower;

    /// <summary>Whether what an attempt waits for was over before the attempt had said that it waits.</summary>
    private bool mayGoOn;

    /// <summary>An attempt may hold two requests; when an alarm comes back after both could have timed out and this activation makes none, the process that made them is gone.</summary>
    private TimeSpan Margin => (options.Value.Timeout * 2) + TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public async Task StartAsync(Delivery delivery)
    {
        if (await AddAsync(delivery)) AttemptSoon();
    }

    /// <inheritdoc />
    /// <remarks>
    /// It waits for a write under way: what it tells is stored, so that lists read from the database afterwards say the same.
    /// </remarks>
    public async Task<Delivery?> GetAsync()
    {
        var delivery = await InTurnAsync(async () => await stored.FindAsync());
        // A callback that is being taken over at this moment needs this activation for its first attempt.
        if (delivery is null && writing.CurrentCount > 0 && stored.State is { IsUnread: false, Value: null }) DeactivateOnIdle();
        return delivery;
    }

    /// <inheritdoc />
    /// <remarks>An attempt that is under way becomes the first of the new round: there are never two at once.</remarks>
    public async Task<bool> ResendAsync()
    {
        if (await FindAsync() is null) return false;
        await BeginAsync(delivery => DeliveryRules.Resend(delivery, time.GetUtcNow()));
        return true;
    }

    /// <inheritdoc />
    public async Task WakeAsync()
    {
        if (IsDue(await FindAsync())) await BeginAsync(delivery => IsDue(delivery) ? delivery : null);
    }

    /// <inheritdoc />
    public async Task<bool> SupersedeAsync(int by)
    {
        if (await FindAsync() is null) return true;
        var isUnderWay = false;
        await SaveAsync(current =>
        {
            isUnderWay = attemptingSince is not null;
            if (isUnderWay) follower = by;
            return DeliveryRules.Supersede(current!, by, isUnderWay);
        });
        if (isUnderWay) return false;
        // One that was never tried may have waited for the one before it.
        return stored.State.Value is not { Attempts.Count: 0, After: { } before } || await Sibling(before).SupersedeAsync(by);
    }

    /// <inheritdoc />
    public async Task GoOnAsync()
    {
        if (await FindAsync() is null) return;
        mayGoOn = attemptingSince is not null;
        if (!mayGoOn) await BeginAsync(delivery => IsWaiting(delivery) ? delivery : null);
    }

    private static bool IsWaiting(Delivery? delivery) => delivery is { Status: DeliveryStatus.Pending };

    /// <summary>Another callback of the order to the same kind of receiver.</summary>
    private IWebhookDeliveryGrain Sibling(int number)
    {
        var own = stored.State.Value!;
        return GrainFactory.Find<IWebhookDeliveryGrain>(Delivery.GrainKey(own.Order, number, own.Endpoint is not null));
    }

    /// <summary>
    /// Due is also an attempt that began and is not under way here: a delivery has one activation, so the process that made it is gone.
    /// </summary>
    private bool IsDue(Delivery? delivery) => delivery is { Status: DeliveryStatus.Pending, WakeAt: { } due } &&
        (due <= time.GetUtcNow() || delivery.AttemptedSince is not null && attemptingSince is null);

    /// <summary>Begins an attempt; while one is under way, says only that it still is: for as long again as it has taken, so that a long wait costs few writes.</summary>
    /// <param name="due">What an attempt is to be made at; null for none.</param>
    private async Task BeginAsync(Func<Delivery, Delivery?> due)
    {
        var begins = false;
        await SaveAsync(current =>
        {
            if (due(current!) is not { } delivery) return current!;
            var now = time.GetUtcNow();
            if (attemptingSince is { } since) return DeliveryRules.Prolong(delivery, now, now - since > Margin ? now - since : Margin);
            begins = true;
            return DeliveryRules.Begin(delivery, now, Margin);
        });
        if (begins) AttemptSoon();
    }

    private void AttemptSoon()
    {
        mayGoOn = false;
        attemptingSince = time.GetUtcNow();
        this.RegisterGrainTimer(AttemptAsync, new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    private async Task AttemptAsync(CancellationToken cancellationToken)
    {
        var delivery = stored.State.Value!;
        using var trace = CallbackTraces.Attempt(delivery);
        Merchant? settings = null;
        var tries = new List<DeliveryAttempt>(2);
        Func<Delivery, Delivery>? unsent = null;
        try
        {
            if (await IsNextAsync(delivery))
            {
                var access = await merchants.FindAsync(delivery.Merchant);
                settings = access?.Merchant;
                (delivery, unsent) = Addressed(delivery, settings);
                if (unsent is null) delivery = await SendAsync(delivery, access, tries, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotMade(logger, delivery.Id, exception);
        }
        trace.Tell(tries);
        var now = time.GetUtcNow();
        await SaveAsync(current =>
        {
            // Whoever writes next finds no attempt under way.
            attemptingSince = null;
            if (unsent is not null) return unsent(current!);
            var sent = current! with { Url = delivery.Url, Payload = delivery.Payload, Headers = delivery.Headers };
            return tries.Count == 0 ? DeliveryRules.PutOff(current, now) : DeliveryRules.Record(sent, tries, now);
        });
        if (mayGoOn && tries.Count == 0) await BeginAsync(delivery => IsWaiting(delivery) ? delivery : null);
        if ((follower ?? stored.State.Value?.SupersededBy) is { } newer) await Sibling(newer).GoOnAsync();
        follower = null;
        if (tries.LastOrDefault() is not { } last) return;
        LogResult(last);
        if (delivery.Endpoint is { } endpoint && !last.Interrupted) await ReportAsync(delivery, endpoint, last.Error);
        if (last.Error is null && DeliveryRules.Taught(delivery, settings, last) is { } method)
            await GrainFactory.Find<IMerchantGrain>(delivery.Merchant.GrainKey)
                .LearnNotifyMethodAsync(CallbackUrl.HostOf(delivery.Url), method);
    }

    /// <summary>
    /// Whether the callback before it is over, which one that was not heard is from now on. Asked before the first request only.
    /// </summary>
    private async Task<bool> IsNextAsync(Delivery delivery) =>
        delivery is not { After: { } before, Attempts.Count: 0 } || await Sibling(before).SupersedeAsync(delivery.Number);

    /// <summary>
    /// A callback with the address that its endpoint has now, or what becomes of it where nothing is sent there. What is no endpoint's has
    /// its own address; one whose merchant cannot be read goes where it went.
    /// </summary>
    private (Delivery Delivery, Func<Delivery, Delivery>? Unsent) Addressed(Delivery delivery, Merchant? merchant)
    {
        if (delivery.Endpoint is not { } id || merchant is null) return (delivery, null);
        return EndpointRules.Find(merchant, id) switch
        {
            null => (delivery, current => DeliveryRules.GiveUp(current, "the endpoint was removed", time.GetUtcNow())),
            { OffSince: not null } => (delivery, DeliveryRules.Keep),
            var endpoint => (delivery with { Url = endpoint.UrlAt(time.GetUtcNow()) }, null),
        };
    }

    private async Task<Delivery> SendAsync(
        Delivery delivery, MerchantAccess? access, List<DeliveryAttempt> tries, CancellationToken cancellationToken)
    {
        if (access is not null) return await sender.AttemptSignedAsync(delivery, access, time.GetUtcNow(), tries, cancellationToken);
        await sender.AttemptAsync(delivery, null, tries, cancellationToken);
        return delivery;
    }

    /// <summary>That a report fails harms nobody: the next one counts as well.</summary>
    private async Task ReportAsync(Delivery delivery, string endpoint, string? error)
    {
        var isExhausted = stored.State.Value is { Status: DeliveryStatus.Failed or DeliveryStatus.Unconfirmed };
        try
        {
            var health = GrainFactory.Find<IEndpointHealthGrain>(EndpointKey.OfHealth(delivery.Merchant, endpoint));
            await health.ReportAsync(error, isExhausted);
        }
        catch (Exception exception)
        {
            LogNotReported(logger, delivery.Id, exception);
        }
    }

    private void LogResult(DeliveryAttempt last)
    {
        var delivery = stored.State.Value!;
        switch (delivery.Status)
        {
            case DeliveryStatus.Pending or DeliveryStatus.Kept: break;
            case DeliveryStatus.Superseded: LogSuperseded(logger, delivery.Id, delivery.SupersededBy!.Value); break;
            case DeliveryStatus.Delivered: LogHeard(logger, delivery.Id, CallbackUrl.HostOf(delivery.Url), last.Method); break;
            case DeliveryStatus.Failed or DeliveryStatus.Unconfirmed:
                LogGivenUp(logger, delivery.Id, CallbackUrl.HostOf(delivery.Url), delivery.Status, last.Error);
                break;
            default: throw new InvalidOperationException($"Unknown status {delivery.Status} of a callback.");
        }
    }

    /// <summary>Stores a callback; false where it is stored already. It is nearly always new, and the write itself says when it is not: nothing is looked up for it.</summary>
    private Task<bool> AddAsync(Delivery delivery) => InTurnAsync(async () =>
        (stored.State.IsUnread || stored.State.Value is null) && await stored.TrySaveAsync(DeliveryRules.Begin(delivery, time.GetUtcNow(), Margin), GrainContext));

    private async ValueTask<Delivery?> FindAsync() => stored.State.IsUnread ? await InTurnAsync(async () => await stored.FindAsync()) : stored.State.Value;

    private Task SaveAsync(Func<Delivery?, Delivery> next) => InTurnAsync(async () =>
    {
        var before = await stored.FindAsync();
        var after = next(before);
        if (!ReferenceEquals(before, after)) await stored.SaveAsync(after, GrainContext);
        return after;
    });

    private async Task<T> InTurnAsync<T>(Func<Task<T>> storing)
    {
        await writing.WaitAsync();
        try
        {
            return await storing();
        }
        finally
        {
            writing.Release();
        }
    }
}
