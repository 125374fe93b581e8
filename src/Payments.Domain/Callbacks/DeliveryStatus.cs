using Orleans;

namespace Payments.Domain.Callbacks;

/// <summary>Where a callback stands.</summary>
[GenerateSerializer, Alias("delivery-status")]
public enum DeliveryStatus
{
    /// <summary>An attempt is due or scheduled.</summary>
    Pending = 0,

    /// <summary>The shop answered success.</summary>
    Delivered = 1,

    /// <summary>All attempts are used up; waits for a manual resend.</summary>
    Failed = 2,

    /// <summary>
    /// All attempts are used up, but an answer was lost and repeats were refused (<see cref="RepeatAnswer"/>): the shop has probably heard
    /// the first.
    /// </summary>
    Unconfirmed = 3,

    /// <summary>It waited for a try when a newer callback told its receiver what is so by now; can be sent by hand.</summary>
    Superseded = 4,

    /// <summary>Its endpoint is off: nothing was sent, and a recovery sends it once it is on again.</summary>
    Kept = 5,
}
