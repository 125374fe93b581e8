using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.Eth.Filters;

/// <summary>Logs by a filter.</summary>
public class EthGetLogs(IClient client) : RpcRequestResponseHandler<FilterLog[]>(client, nameof(ApiMethods.eth_getLogs)), IEthGetLogs
{
    /// <inheritdoc />
    public Task<FilterLog[]?> SendRequestAsync(NewFilterInput newFilter, object? id = null)
    {
        ArgumentNullException.ThrowIfNull(newFilter);
        return base.SendRequestAsync(id, newFilter);
    }
}
