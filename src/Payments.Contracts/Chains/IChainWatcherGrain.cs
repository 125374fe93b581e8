using Orleans;
using Orleans.Concurrency;

namespace Payments.Contracts.Chains;

/// <summary>Key <c>chain-{chain}</c>. Reads one chain block by block and brings every transfer to its order.</summary>
[Alias("chain-watcher-grain")]
public interface IChainWatcherGrain : IGrainWithStringKey
{
    /// <summary>Starts reading and the reminder that keeps it alive; calling it again changes nothing.</summary>
    [Alias("start")]
    Task StartAsync();

    /// <summary>How far it is and how its nodes are.</summary>
    [Alias("status"), AlwaysInterleave, Repeatable]
    Task<ChainStatus> GetStatusAsync();

    /// <summary>Ends the alarms of deep reorganisations and of what was left out, once an operator has looked at them. Orders keep what is written on them.</summary>
    [Alias("acknowledge"), Repeatable]
    Task AcknowledgeAsync();

    /// <summary>
    /// Has the chain that the nodes tell of followed, where reading stopped at a reorganisation deeper than what is remembered.
    /// </summary>
    /// <returns>Whether reading was stopped.</returns>
    [Alias("adopt")]
    Task<bool> AdoptAsync();
}
