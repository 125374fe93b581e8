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
        return await new NetworkFacts(chainNumber, isSyncing, [signature], null).WithFeesAsync(async facts => await MedianAsync(node, cancellationToken) is { } compute
            ? facts with { Fees = [new FeePrice(FeeResource.Compute, compute), signature] }
            : facts with { MissingFee = NetworkFacts.Refused });
    }

    /// <summary>The median over the last slots of the least that got a transaction into each; null where the node tells of no slots.</summary>
    private static async Task<UInt128?> MedianAsync(RpcNode node, CancellationToken cancellationToken)
    {
        var answers = await node.CallAsync([new RpcCall("getRecentPrioritizationFees")], cancellationToken);
        ulong[] fees = [.. answers[0].EnumerateArray().Select(slot => slot.GetProperty("prioritizationFee").GetUInt64()).Order()];
        return fees.Length == 0 ? null : fees[fees.Length / 2];
    }
}
