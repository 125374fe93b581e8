using Nethereum.RPC.Eth;
using Nethereum.RPC.Eth.Services;

namespace Nethereum.RPC;

/// <summary>What a node can be asked about its chain.</summary>
public interface IEthApiService
{
    /// <summary>The chain's EIP-155 id.</summary>
    IEthChainId ChainId { get; }

    /// <summary>The price of gas in wei.</summary>
    IEthGasPrice GasPrice { get; }

    /// <summary>Whether the node is catching up.</summary>
    IEthSyncing Syncing { get; }

    /// <summary>Blocks.</summary>
    IEthApiBlockService Blocks { get; }

    /// <summary>Logs.</summary>
    IEthApiFilterService Filters { get; }

    /// <summary>Transactions.</summary>
    IEthApiTransactionsService Transactions { get; }
}
