using Nethereum.JsonRpc.Client;
using Nethereum.RPC;

namespace Nethereum.Web3;

/// <summary>A node, asked through a client.</summary>
public class Web3(IClient client)
{
    /// <summary>What can be asked about the chain.</summary>
    public IEthApiService Eth { get; } = new EthApiService(client);
}
