using Nethereum.Hex.HexTypes;
using Nethereum.RPC.Infrastructure;

namespace Nethereum.RPC.Eth;

/// <summary>The chain's EIP-155 id.</summary>
public interface IEthChainId : IGenericRpcRequestResponseHandlerNoParam<HexBigInteger>;
