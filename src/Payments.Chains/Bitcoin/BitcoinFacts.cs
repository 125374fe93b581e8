using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Chains;

namespace Payments.Chains.Bitcoin;

/// <summary>What a node of the Bitcoin family says of its chain: what payments offer at present for a place in one of the next blocks.</summary>
internal static class BitcoinFacts
{
    private const string NoEstimate = "the node has seen too few payments for an estimate";

    public static async Task<NetworkFacts> ReadAsync(IBlockSource source, long chainNumber, CancellationToken cancellationToken)
    {
        var isSyncing = await source.IsSyncingAsync(cancellationToken);
        return await new NetworkFacts(chainNumber, isSyncing, [], null).WithFeesAsync(async facts => await source.GetFeeRateAsync(cancellationToken) is { } rate
            ? facts with { Fees = [new FeePrice(FeeResource.Size, rate)] }
            : facts with { MissingFee = NoEstimate });
    }
}
