using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.Blocks;

namespace Nethereum.RPC.Eth.Services;

/// <summary>Questions about blocks.</summary>
public class EthApiBlockService(IClient client) : IEthApiBlockService
{
    /// <inheritdoc />
    public IEthBlockNumber GetBlockNumber { get; } = new EthBlockNumber(client);

    /// <inheritdoc />
    public IEthGetBlockWithTransactionsByNumber GetBlockWithTransactionsByNumber { get; } = new EthGetBlockWithTransactionsByNumber(client);

    /// <inheritdoc />
    public IEthGetBlockWithTransactionsHashesByNumber GetBlockWithTransactionsHashesByNumber { get; } = new EthGetBlockWithTransactionsHashesByNumber(client);
}
