using Nethereum.Hex.HexTypes;
using Nethereum.RPC.Infrastructure;

namespace Nethereum.RPC.Eth;

/// <summary>The price of gas in wei.</summary>
public interface IEthGasPrice : IGenericRpcRequestResponseHandlerNoParam<HexBigInteger>;
