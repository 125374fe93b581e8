using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth;
using Nethereum.RPC.Eth.Services;

namespace Nethereum.RPC;

/// <summary>What a node can be asked about its chain.</summary>
public class EthApiService(IClient client) : IEthApiService
{
    /// <inheritdoc />
    public IEthChainId ChainId { get; } = new EthChainId(client);

    /// <inheritdoc />
    public IEthGasPrice GasPrice { get; } = new EthGasPrice(client);

    /// <inheritdoc />
    public IEthSyncing Syncing { get; } = new EthSyncing(client);

    /// <inheritdoc />
    public IEthApiBlockService Blocks { get; } = new EthApiBlockService(client);

    /// <inheritdoc />
    public IEthApiFilterService Filters { get; } = new EthApiFilterService(client);

    /// <inheritdoc />
    public IEthApiTransactionsService Transactions { get; } = new EthApiTransactionsService(client);
}
