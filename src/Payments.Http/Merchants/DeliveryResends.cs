using System.Globalization;
using Microsoft.AspNetCore.Http;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Callbacks;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Merchants;

/// <summary>Finds a merchant's callback, and sends it again by hand.</summary>
internal sealed class DeliveryResends(IGrainFactory grains, OwnOrders orders)
{
    /// <summary>A merchant's callback by its public id; null where the merchant has no such one.</summary>
    public async Task<Delivery?> FindAsync(MerchantId merchant, string id) =>
        TryParse(id, out var order, out var number, out var isEvent) &&
        await Grain(order, number, isEvent).GetAsync() is { } found && found.Merchant == merchant ? found : null;

    /// <summary>Begins a new round of attempts.</summary>
    /// <param name="merchant">Whose callback it is.</param>
    /// <param name="id">The callback's public id.</param>
    /// <returns>The callback as it is now.</returns>
    /// <exception cref="InputException">The merchant has no such callback: 404; or it was archived with its order: 409.</exception>
    public async Task<Delivery> ResendAsync(MerchantId merchant, string id)
    {
        if (!TryParse(id, out var order, out var number, out var isEvent)) throw None();
        var delivery = Grain(order, number, isEvent);
        var before = await delivery.GetAsync();
        // That an order was archived is told after its other callbacks went with it.
        if (before?.Event != WebhookEvents.Archived &&
            await orders.FindAsync(merchant, order) is { ArchivedAt: { } archived } known &&
            number <= (isEvent ? known.Events : known.Deliveries))
            throw new InputException("delivery_id",
                $"order {known.Number} was archived at {ApiTime.Format(archived)} with its callbacks; " +
                "they are not sent any more", StatusCodes.Status409Conflict);
        return before?.Merchant == merchant && await delivery.ResendAsync() && await delivery.GetAsync() is { } after
            ? after
            : throw None();
    }

    private IWebhookDeliveryGrain Grain(OrderId order, int number, bool isEvent) =>
        grains.Find<IWebhookDeliveryGrain>(Delivery.GrainKey(order, number, isEvent));

    private static InputException None() => new("delivery_id", "no such callback", StatusCodes.Status404NotFound);

    /// <summary>
    /// Reads <c>{order}-{n}</c>, or <c>{order}-e{n}</c>. The grain's key is made of the number, so nobody wakes one under another name.
    /// </summary>
    private static bool TryParse(string id, out OrderId order, out int number, out bool isEvent)
    {
        (order, number, isEvent) = (default, 0, false);
        var dash = id.LastIndexOf('-');
        if (dash < 0 || !OrderId.TryParse(id[..dash], out order)) return false;
        isEvent = id.AsSpan(dash + 1).StartsWith("e");
        var digits = id.AsSpan(dash + (isEvent ? 2 : 1));
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1;
    }
}
