using Nethereum.RPC;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Chains;

namespace Payments.Chains.Evm;

/// <summary>What an EVM node says of its chain: number, price of gas, whether it is catching up.</summary>
internal static class EvmFacts
{
    public static async Task<long> ChainIdAsync(IEthApiService eth) => EvmQuantity.Number(await eth.ChainId.SendRequestAsync());

    /// <summary>The chain's number is asked again: what stands behind a URL may change.</summary>
    public static async Task<NetworkFacts> ReadAsync(RpcNode node, CancellationToken cancellationToken)
    {
        var (number, isSyncing) = await node.AskAsync(async eth => (await ChainIdAsync(eth), (await eth.Syncing.SendRequestAsync()).IsSyncing), cancellationToken);
        return await new NetworkFacts(number, isSyncing, [], null).WithFeesAsync(async facts =>
        {
            var wei = await node.AskAsync(async eth => EvmQuantity.Wei(await eth.GasPrice.SendRequestAsync()), cancellationToken);
            return facts with { Fees = [new FeePrice(FeeResource.Gas, wei)] };
        });
    }
}
