using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Infrastructure;

namespace Nethereum.RPC.Eth.Blocks;

/// <summary>The newest block's number.</summary>
public class EthBlockNumber(IClient client) : GenericRpcRequestResponseHandlerNoParam<HexBigInteger>(client, nameof(ApiMethods.eth_blockNumber)), IEthBlockNumber;
