using Payments.Domain.Transfers;

namespace Payments.Grains.Chains;

/// <summary>Where a block stands among all that were read.</summary>
/// <param name="MadeAt">When it was made, by the pace of its chain.</param>
/// <param name="Position">Its position, which no other block ever has.</param>
internal readonly record struct BlockPlace(DateTimeOffset MadeAt, long Position)
{
    /// <summary>A transfer with the place of its block; unchanged where that is not among the places.</summary>
    public static Transfer Put(Transfer transfer, IReadOnlyDictionary<long, BlockPlace> places) =>
        places.TryGetValue(transfer.Block, out var place) ? transfer with { MadeAt = place.MadeAt, Position = place.Position } : transfer;
}
