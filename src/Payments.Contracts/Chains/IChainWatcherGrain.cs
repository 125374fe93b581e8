using Orleans;
using Orleans.Concurrency;
using Payments.Domain.Transfers;

namespace Payments.Contracts.Chains;

/// <summary>Key <c>chain-{chain}</c>. Reads one chain block by block and brings every transfer to its order.</summary>
[Alias("chain-watcher-grain")]
public interface IChainWatcherGrain : IGrainWithStringKey
{
    /// <summary>Transactions of a chain that are looked for at once.</summary>
    const int MostLooks = 4;

    /// <summary>Starts reading and the reminder that keeps it alive; calling it again changes nothing.</summary>
    [Alias("start")]
    Task StartAsync();

    /// <summary>How far it is and how its nodes are.</summary>
    [Alias("status"), AlwaysInterleave, Repeatable]
    Task<ChainStatus> GetStatusAsync();

    /// <summary>
    /// Asks the nodes for one transaction and reads its block for what it pays to addresses of the gateway's. Changes nothing; at most
    /// <see cref="MostLooks"/> of a chain at once.
    /// </summary>
    /// <param name="transaction">Its name as the chain prints it.</param>
    [Alias("look"), AlwaysInterleave, ResponseTimeout(CallTimes.Unrepeatable)]
    Task<TransactionSight> LookAsync(string transaction);

    /// <summary>
    /// The same of a transaction that was read in a block before: where no node knows it by its name, that block is read for what it moved.
    /// Nodes without an index of transactions forget those whose coins were spent. Before the chain's head is known nothing is said.
    /// </summary>
    /// <param name="transaction">Its name as the chain prints it.</param>
    /// <param name="block">The height of the block.</param>
    /// <param name="receivers">Whom it paid there.</param>
    [Alias("look-in-block"), AlwaysInterleave, ResponseTimeout(CallTimes.Unrepeatable)]
    Task<TransactionSight> LookInBlockAsync(string transaction, long block, IReadOnlyList<string> receivers);

    /// <summary>
    /// Brings payments to their orders that reading did not: those that are stored nowhere go the way of all payments. What is counted or
    /// listed stays as it is, and so does what is too old to be told from what was archived. No node is asked: reading waits for this call.
    /// </summary>
    /// <param name="transfers">Transfers of one transaction, as <see cref="LookAsync"/> read them.</param>
    /// <returns>Whether they were taken; false where their block was not read, or is not the one that was.</returns>
    [Alias("take-up-transfers"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<bool> TakeUpAsync(IReadOnlyList<Transfer> transfers);

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
