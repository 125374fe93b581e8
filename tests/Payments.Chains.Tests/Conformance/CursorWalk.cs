using Payments.Chains.Reading;
using Payments.Domain.Transfers;

namespace Payments.Chains.Tests.Conformance;

/// <summary>Follows a chain as whoever keeps a cursor does: accept whole ranges, store the cursor afterwards, step back where the chain changed.</summary>
public sealed class CursorWalk(IChainReader reader, IAddressSet watched, BlockRef start)
{
    private const int Range = 25;

    private readonly List<BlockRef> window = [start];
    private readonly Dictionary<TransferId, Transfer> counted = [];

    /// <summary>The last block that was read.</summary>
    public long Cursor => window[^1].Number;

    /// <summary>How many rounds failed.</summary>
    public int Failures { get; private set; }

    /// <summary>What counts at present, in the order of the chain.</summary>
    public IReadOnlyList<LabFinding> Found => [.. counted.Values.OrderBy(transfer => transfer.Block).Select(LabFinding.Of)];

    /// <summary>One round; a node's failure leaves everything as it is.</summary>
    public async Task StepAsync()
    {
        try
        {
            var head = await reader.GetHeadAsync(CancellationToken.None);
            head.FinalNumber.Should().BeLessThanOrEqualTo(head.Number);
            if (Cursor >= head.Number) return;
            var batch = await reader.ReadAsync(Cursor + 1, Math.Min(head.Number, Cursor + Range), watched, CancellationToken.None);
            if (batch.Blocks[0].ParentHash != window[^1].Hash) await StepBackAsync();
            else Accept(batch);
        }
        catch (ChainReadException)
        {
            Failures++;
        }
    }

    private void Accept(BlockBatch batch)
    {
        foreach (var block in batch.Blocks)
        {
            block.Number.Should().Be(Cursor + 1);
            block.ParentHash.Should().Be(window[^1].Hash);
            window.Add(block);
        }
        foreach (var transfer in batch.Transfers) counted[transfer.Id] = transfer;
    }

    private async Task StepBackAsync()
    {
        var keep = window.Count - 1;
        while (keep > 0 && (await reader.GetBlockAsync(window[keep].Number, CancellationToken.None)).Hash != window[keep].Hash) keep--;
        window.RemoveRange(keep + 1, window.Count - keep - 1);
        foreach (var gone in counted.Values.Where(transfer => transfer.Block > Cursor).ToArray()) counted.Remove(gone.Id);
    }
}
