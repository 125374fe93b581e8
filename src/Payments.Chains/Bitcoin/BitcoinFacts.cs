using System.Text.Json;
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
        try
        {
            return await source.GetFeeRateAsync(cancellationToken) is { } rate
                ? new NetworkFacts(chainNumber, isSyncing, [new FeePrice(FeeResource.Size, rate)], null)
                : new NetworkFacts(chainNumber, isSyncing, [], NoEstimate);
        }
        catch (Exception exception) when (exception is ChainReadException or JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            // Payments can be read all the same: the node is not left alone for that.
            return new NetworkFacts(chainNumber, isSyncing, [], NetworkFacts.Refused);
        }
    }
}
