using Payments.Domain.Webhooks;

namespace Payments.Grains.Webhooks;

/// <summary>Sends one request of a callback.</summary>
public interface ICallbackSender
{
    /// <summary>Sends it and tells how it went. Never throws for what the other side does.</summary>
    Task<DeliveryAttempt> SendAsync(Delivery delivery, string method, CancellationToken cancellationToken);
}
