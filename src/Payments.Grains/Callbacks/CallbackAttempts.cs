using Payments.Contracts.Merchants;
using Payments.Domain.Callbacks;
using Payments.Domain.Merchants;

namespace Payments.Grains.Callbacks;

/// <summary>Makes the requests of one attempt.</summary>
internal static class CallbackAttempts
{
    /// <summary>
    /// Sends a callback as it is signed now. While a rotation overlaps, a shop that answers and has not heard what the new secret signed is
    /// called in the same attempt with what the former one signed: nobody knows which of them it has.
    /// </summary>
    /// <returns>The callback as it was sent last.</returns>
    public static async Task<Delivery> AttemptSignedAsync(
        this ICallbackSender sender, Delivery delivery, MerchantAccess access, DateTimeOffset now, List<DeliveryAttempt> tries,
        CancellationToken cancellationToken)
    {
        var secrets = access.SecretsOf(delivery.Endpoint, now);
        foreach (var secret in secrets)
        {
            delivery = DeliveryRules.Renew(delivery, new CallbackKeys(secret, secrets), now);
            await sender.AttemptAsync(delivery, access.Merchant, tries, cancellationToken);
            if (tries.Count == 0 || tries[^1] is { Error: null } or { Interrupted: true } or { StatusCode: null }) break;
        }
        return delivery;
    }

    /// <summary>Sends a callback by one method after the other, until the shop has heard it, or no more can be sent.</summary>
    /// <param name="sender">Sends each.</param>
    /// <param name="delivery">The callback.</param>
    /// <param name="merchant">Whose it is: its setting and what was learned of its shop say which methods; null where it could not be read.</param>
    /// <param name="tries">Takes each request as it is made, so that those made before a failure are known.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task AttemptAsync(this ICallbackSender sender, Delivery delivery, Merchant? merchant, ICollection<DeliveryAttempt> tries, CancellationToken cancellationToken)
    {
        foreach (var method in DeliveryRules.Methods(delivery, merchant))
        {
            if (await sender.SendAsync(delivery, method, cancellationToken) is not { } attempt) return;
            tries.Add(attempt);
            if (attempt is { Error: null } or { Interrupted: true }) return;
        }
    }
}
