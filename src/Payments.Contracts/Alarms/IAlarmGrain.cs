using Orleans;

namespace Payments.Contracts.Alarms;

/// <summary>Key <c>alarm-{shard}</c>. Looks for due rows of its shard every second and wakes their grains.</summary>
[Alias("alarm-grain")]
public interface IAlarmGrain : IGrainWithStringKey
{
    /// <summary>Starts the look-outs and the reminder that keeps them alive; calling it again changes nothing.</summary>
    [Alias("start")]
    Task StartAsync();
}
