using Orleans;

namespace Payments.Contracts.Alarms;

/// <summary>A grain whose stored <c>wakeAt</c> an alarm watches.</summary>
[Alias("wakeable")]
public interface IWakeable : IGrainWithStringKey
{
    /// <summary>Does what is due and stores when to wake next. Waking too early or twice changes nothing.</summary>
    [Alias("wake")]
    Task WakeAsync();
}
