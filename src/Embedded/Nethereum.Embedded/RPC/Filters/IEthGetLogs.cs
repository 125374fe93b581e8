using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.Eth.Filters;

/// <summary>Logs by a filter.</summary>
public interface IEthGetLogs
{
    /// <summary>Asks.</summary>
    Task<FilterLog[]?> SendRequestAsync(NewFilterInput newFilter, object? id = null);
}
