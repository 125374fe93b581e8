using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Infrastructure;

namespace Nethereum.RPC.Eth;

/// <summary>The chain's EIP-155 id.</summary>
public class EthChainId(IClient client) : GenericRpcRequestResponseHandlerNoParam<HexBigInteger>(client, nameof(ApiMethods.eth_chainId)), IEthChainId;
