using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Chains;

namespace Payments.Chains.Solana;

/// <summary>What a Solana node says of its chain: what was lately offered to come first, beside the fixed fee for a signature.</summary>
internal static class SolanaFacts
{
    /// <summary>Lamports for each signature, fixed by the protocol.</summary>
    private const uint SignatureFee = 5000;

    public static async Task<NetworkFacts> ReadAsync(RpcNode node, long chainNumber, CancellationToken cancellationToken)
    {
        // A node that lags answers getHealth with an error.
        var health = await node.CallAsync([new RpcCall("getHealth")], cancellationToken);
        var isSyncing = health.Refusal(0) is not null;
        var signature = new FeePrice(FeeResource.Signature, SignatureFee);
        return await MedianAsync(node, cancellationToken) is { } compute
            ? new NetworkFacts(chainNumber, isSyncing, [new FeePrice(FeeResource.Compute, compute), signature], null)
            : new NetworkFacts(chainNumber, isSyncing, [signature], NetworkFacts.Refused);
    }

    /// <summary>The median over the last slots of the least that got a transaction into each; null where the node does not tell.</summary>
    private static async Task<UInt128?> MedianAsync(RpcNode node, CancellationToken cancellationToken)
    {
        try
        {
            var answers = await node.CallAsync([new RpcCall("getRecentPrioritizationFees")], cancellationToken);
            ulong[] fees = [.. answers[0].EnumerateArray().Select(slot => slot.GetProperty("prioritizationFee").GetUInt64()).Order()];
            return fees.Length == 0 ? null : fees[fees.Length / 2];
        }
        catch (Exception exception) when (exception is ChainReadException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // Payments can be read all the same: the node is not left alone for that.
            return null;
        }
    }
}
