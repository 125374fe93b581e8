namespace Nethereum.RPC;

/// <summary>Methods of the JSON-RPC specification.</summary>
public enum ApiMethods
{
    /// <summary>The EIP-155 id.</summary>
    eth_chainId,

    /// <summary>Whether the node is catching up.</summary>
    eth_syncing,

    /// <summary>The price of gas.</summary>
    eth_gasPrice,

    /// <summary>The newest block's number.</summary>
    eth_blockNumber,

    /// <summary>A block.</summary>
    eth_getBlockByNumber,

    /// <summary>A transaction's receipt.</summary>
    eth_getTransactionReceipt,

    /// <summary>Logs by a filter.</summary>
    eth_getLogs,
}
