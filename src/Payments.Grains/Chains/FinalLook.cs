using Payments.Chains.Reading;
using Payments.Domain.Chains;
using Payments.Domain.Transfers;

namespace Payments.Grains.Chains;

/// <summary>
/// Looks a second time at every block before it counts as final, so that a payment that a node left out for a moment is found. Blocks are
/// looked at together when the oldest of them would
/// be final, down to half the depth at which blocks are; so nothing is delayed, and one look serves many blocks.
/// </summary>
/// <remarks>It is not stored: after a start, blocks that are not final yet are read whole again.</remarks>
internal sealed class FinalLook(IChainReader reader, TimeProvider time)
{
    /// <summary>Blocks of one look at most.</summary>
    private const int MostBlocks = 64;

    /// <summary>
    /// A block that deep when it is read the first time is not looked at again: whatever a node lacks for a moment after a block appears,
    /// it has by then. One in which something seems to be missing is.
    /// </summary>
    private const int SettledDepth = 8;

    /// <summary>
    /// How long looks may fail before blocks count as final without. No answer of a node may keep payments from ever being final.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Queue<Entry> waiting = new();
    private long round;
    private DateTimeOffset? failingSince;

    /// <summary>How many blocks went without a second look because it failed for long.</summary>
    public long Passed { get; private set; }

    /// <summary>The newest block that may count as final, up to a given one.</summary>
    public long Through(long final) => waiting.TryPeek(out var oldest) ? Math.Min(final, oldest.Seen.Block.Number - 1) : final;

    /// <summary>Remembers the blocks of a chain that was read before this activation.</summary>
    public void Resume(ChainCursor cursor, long final)
    {
        if (!reader.LooksTwice) return;
        foreach (var mark in cursor.Window.Where(mark => mark.Number > final))
        {
            var block = new BlockRef(mark.Number, mark.Hash, "", mark.Time ?? cursor.CursorTime);
            waiting.Enqueue(new Entry(new SeenBlock(block, null), [], round, IsKnown: false, new BlockPlace(block.Time, cursor.PositionOf(block.Number))));
        }
    }

    /// <summary>Begins a round: what is read in it is looked at in later ones.</summary>
    public void BeginRound() => round++;

    /// <summary>Remembers blocks that were read.</summary>
    public void Add(BlockBatch batch, IReadOnlyDictionary<long, BlockPlace> places, ChainHead head)
    {
        var settled = head.Number - Math.Max(head.Number - head.FinalNumber, SettledDepth);
        var found = batch.Transfers.ToLookup(transfer => transfer.Block, transfer => transfer.Id);
        foreach (var seen in batch.Seen.Where(seen => seen.IsSuspect || seen.Block.Number > settled))
            waiting.Enqueue(new Entry(seen, [.. found[seen.Block.Number]], round, IsKnown: true, places[seen.Block.Number]));
    }

    /// <summary>Forgets blocks above the ancestor.</summary>
    public void Revert(long ancestor)
    {
        var kept = waiting.Where(entry => entry.Seen.Block.Number <= ancestor).ToArray();
        waiting.Clear();
        foreach (var entry in kept) waiting.Enqueue(entry);
    }

    /// <summary>Looks at blocks that would be final now, and at those soon after them.</summary>
    /// <param name="final">The newest block that is final but for this.</param>
    /// <param name="cursor">The newest block that was read.</param>
    /// <param name="watched">The watched addresses.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Payments that the first look did not find, and those of blocks of an earlier activation, of which it is not
    /// known.</returns>
    /// <exception cref="ChainReadException">No node answered; the blocks wait on, for a while.</exception>
    public async Task<(IReadOnlyList<Transfer> Late, IReadOnlyList<Transfer> ReadAgain)> LookAsync(
        long final, long cursor, IAddressSet watched, CancellationToken cancellationToken)
    {
        var through = Math.Max(final, cursor - ((cursor - final) / 2));
        var (late, again) = (new List<Transfer>(), new List<Transfer>());
        while (waiting.TryPeek(out var oldest) && oldest.Seen.Block.Number <= final && oldest.Round < round)
        {
            var isKnown = oldest.IsKnown;
            bool IsAlike(Entry entry) => entry.IsKnown == isKnown && entry.Round < round && entry.Seen.Block.Number <= through;
            Entry[] looked = [.. waiting.TakeWhile(IsAlike).Take(MostBlocks)];
            try
            {
                var found = isKnown ? await LookAgainAsync(looked, watched, cancellationToken) : await ReadAgainAsync(looked, watched, cancellationToken);
                var places = looked.ToDictionary(entry => entry.Seen.Block.Number, entry => entry.Place);
                (isKnown ? late : again).AddRange(found.Select(transfer => BlockPlace.Put(transfer, places)));
                failingSince = null;
            }
            catch (ChainReadException)
            {
                failingSince ??= time.GetUtcNow();
                if (time.GetUtcNow() - failingSince < Patience) throw;
                Passed += looked.Length;
            }
            for (var i = 0; i < looked.Length; i++) waiting.Dequeue();
        }
        return (late, again);
    }

    private async Task<IEnumerable<Transfer>> LookAgainAsync(Entry[] looked, IAddressSet watched, CancellationToken cancellationToken)
    {
        var known = looked.SelectMany(entry => entry.Found).ToHashSet();
        var found = await reader.LookAgainAsync([.. looked.Select(entry => entry.Seen)], known, watched, cancellationToken);
        return found.Where(transfer => !known.Contains(transfer.Id));
    }

    /// <summary>Of blocks of an earlier activation nothing but the hash is known.</summary>
    private async Task<IEnumerable<Transfer>> ReadAgainAsync(Entry[] looked, IAddressSet watched, CancellationToken cancellationToken)
    {
        var found = new List<Transfer>();
        for (var i = 0; i < looked.Length;)
        {
            var batch = await reader.ReadAsync(looked[i].Seen.Block.Number, looked[^1].Seen.Block.Number, watched, cancellationToken);
            foreach (var block in batch.Blocks)
                if (block.Hash != looked[i++].Seen.Block.Hash)
                    throw new ChainReadException($"block {block.Number} was replaced before it was looked at again");
            found.AddRange(batch.Transfers);
        }
        return found;
    }

    private sealed record Entry(SeenBlock Seen, IReadOnlyList<TransferId> Found, long Round, bool IsKnown, BlockPlace Place);
}
