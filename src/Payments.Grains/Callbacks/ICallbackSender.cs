using Payments.Domain.Callbacks;

namespace Payments.Grains.Callbacks;

/// <summary>Sends one request of a callback.</summary>
public interface ICallbackSender
{
    /// <summary>Waits for a place, sends it and tells how it went; null when nothing was sent because too many wait for this host already. Never throws for what the other side does.</summary>
    Task<DeliveryAttempt?> SendAsync(Delivery delivery, string method, CancellationToken cancellationToken);
}
