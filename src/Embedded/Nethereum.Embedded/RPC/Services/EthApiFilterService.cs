using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.Filters;

namespace Nethereum.RPC.Eth.Services;

/// <summary>Questions about logs.</summary>
public class EthApiFilterService(IClient client) : IEthApiFilterService
{
    /// <inheritdoc />
    public IEthGetLogs GetLogs { get; } = new EthGetLogs(client);
}
