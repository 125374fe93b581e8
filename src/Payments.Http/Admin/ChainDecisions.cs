using Microsoft.AspNetCore.Http;
using Orleans;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Chains;
using Payments.Http.Common;

namespace Payments.Http.Admin;

/// <summary>
/// What operators decide about a chain, by the API and on the operators' side alike. Each answers with how the chain is then.
/// </summary>
internal sealed class ChainDecisions(IGrainFactory grains, ChainCatalog chains)
{
    /// <summary>Decides nothing.</summary>
    /// <exception cref="InputException">There is no such chain.</exception>
    public Task<ChainStatus> LookAsync(string chain) => Watcher(chain).GetStatusAsync();

    /// <summary>Ends the chain's alarms.</summary>
    /// <exception cref="InputException">There is no such chain.</exception>
    public async Task<ChainStatus> AcknowledgeAsync(string chain)
    {
        var watcher = Watcher(chain);
        await watcher.AcknowledgeAsync();
        return await watcher.GetStatusAsync();
    }

    /// <summary>Takes the chain of the nodes as the right one after a reorganisation that was too deep to follow.</summary>
    /// <exception cref="InputException">There is no such chain; or it is read as usual: 409.</exception>
    public async Task<ChainStatus> AdoptAsync(string chain)
    {
        var watcher = Watcher(chain);
        if (!await watcher.AdoptAsync())
            throw new InputException("chain", "is read as usual; there is nothing to adopt", StatusCodes.Status409Conflict);
        return await watcher.GetStatusAsync();
    }

    private IChainWatcherGrain Watcher(string name) => chains.TryGetChain(name, out var chain)
        ? grains.Find<IChainWatcherGrain>(chain.Chain.WatcherKey)
        : throw new InputException("chain", $"expected one of {string.Join(", ", chains.Known)}");
}
