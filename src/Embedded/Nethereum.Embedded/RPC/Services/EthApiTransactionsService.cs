using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.Transactions;

namespace Nethereum.RPC.Eth.Services;

/// <summary>Questions about transactions.</summary>
public class EthApiTransactionsService(IClient client) : IEthApiTransactionsService
{
    /// <inheritdoc />
    public IEthGetTransactionReceipt GetTransactionReceipt { get; } = new EthGetTransactionReceipt(client);
}
