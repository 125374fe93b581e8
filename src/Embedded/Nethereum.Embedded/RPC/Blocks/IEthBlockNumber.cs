using Nethereum.Hex.HexTypes;
using Nethereum.RPC.Infrastructure;

namespace Nethereum.RPC.Eth.Blocks;

/// <summary>The newest block's number.</summary>
public interface IEthBlockNumber : IGenericRpcRequestResponseHandlerNoParam<HexBigInteger>;
