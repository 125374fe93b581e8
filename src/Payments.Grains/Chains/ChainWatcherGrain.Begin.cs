using Payments.Chains.Reading;
using Payments.Domain.Chains;
using Payments.Domain.Wallets;

namespace Payments.Grains.Chains;

public sealed partial class ChainWatcherGrain
{
    private async Task BeginAsync(ChainHead seen, CancellationToken cancellationToken)
    {
        var block = reader!.Options.StartBlock is { } start
            ? await reader.GetBlockAsync(Math.Max(0, start - 1), cancellationToken)
            : await FirstBlockAsync(seen, cancellationToken);
        await SaveAsync(new ChainCursor
        {
            Cursor = block.Number,
            CursorTime = block.Time,
            Window = [new BlockMark { Number = block.Number, Hash = block.Hash, Time = block.Time }],
        });
    }

    /// <summary>
    /// Where a chain begins that was never read: before its first address was given out, however long no node answered since; at the head
    /// where there is none.
    /// </summary>
    private async Task<BlockRef> FirstBlockAsync(ChainHead seen, CancellationToken cancellationToken)
    {
        var block = await reader!.GetBlockAsync(seen.Number, cancellationToken);
        if (await addresses.FirstRegisteredAtAsync(Chain) is not { } registered) return block;
        for (var step = 1L; block.Time > registered - OpeningRules.ClockSkewOf(Chain) && block.Number > 0; step *= 2)
            block = await reader.GetBlockAsync(Math.Max(0, block.Number - step), cancellationToken);
        return block;
    }
}
