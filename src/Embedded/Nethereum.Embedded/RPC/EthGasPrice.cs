using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Infrastructure;

namespace Nethereum.RPC.Eth;

/// <summary>The price of gas in wei.</summary>
public class EthGasPrice(IClient client) : GenericRpcRequestResponseHandlerNoParam<HexBigInteger>(client, nameof(ApiMethods.eth_gasPrice)), IEthGasPrice;
