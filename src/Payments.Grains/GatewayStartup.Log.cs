using Microsoft.Extensions.Logging;

namespace Payments.Grains;

public static partial class GatewayStartup
{
    [LoggerMessage(LogLevel.Warning, "No chain is switched on: wallets cannot be added. A chain is switched on by its nodes, for example PAYMENTS_Chains__Bsc__Rpc=https://your-bsc-node")]
    private static partial void LogNoChain(ILogger logger);

    [LoggerMessage(LogLevel.Information, "Chains that are switched on: {Chains}")]
    private static partial void LogChains(ILogger logger, string chains);
}
