using Nethereum.RPC.Eth.Transactions;

namespace Nethereum.RPC.Eth.Services;

/// <summary>Questions about transactions.</summary>
public interface IEthApiTransactionsService
{
    /// <summary>What became of transactions.</summary>
    IEthGetTransactionReceipt GetTransactionReceipt { get; }
}
