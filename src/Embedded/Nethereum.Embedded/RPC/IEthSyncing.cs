using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.Eth;

/// <summary>Whether the node is catching up.</summary>
public interface IEthSyncing
{
    /// <summary>Asks.</summary>
    Task<SyncingOutput> SendRequestAsync(object? id = null);
}
