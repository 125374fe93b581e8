using Nethereum.RPC.Eth.Filters;

namespace Nethereum.RPC.Eth.Services;

/// <summary>Questions about logs.</summary>
public interface IEthApiFilterService
{
    /// <summary>Logs by a filter.</summary>
    IEthGetLogs GetLogs { get; }
}
