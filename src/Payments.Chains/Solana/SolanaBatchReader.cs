using System.Globalization;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Transfers;

namespace Payments.Chains.Solana;

/// <summary>Reads a range of slots from one node, and believes it only if every block follows the one before: a slot was skipped exactly if the next block's parent lies before it.</summary>
internal sealed class SolanaBatchReader(ChainOptions options)
{
    /// <summary>Blocks asked for at the same time.</summary>
    private const int AtOnce = 4;

    /// <summary>Blocks whose transactions' names are asked for in one request.</summary>
    private const int NamesAtOnce = 8;

    private readonly SolanaBlockParser parser = new(new SolanaMints(options), options.Coin);

    /// <summary>The slots of a range up to its last block: whether those after it were skipped is not known yet.</summary>
    public async Task<BlockBatch> ReadAsync(RpcNode node, long from, long to, SolanaAddressSet watched, CancellationToken cancellationToken)
    {
        var slots = await SolanaQuestions.SlotsAsync(node, from, to, cancellationToken);
        if (slots.Length == 0) return await AllSkippedAsync(node, from, to, cancellationToken);
        var blocks = new List<SolanaBlock>(slots.Length);
        foreach (var few in slots.Chunk(AtOnce)) blocks.AddRange(await Task.WhenAll(few.Select(slot => BlockAsync(node, slot, watched, cancellationToken))));

        var first = blocks[0];
        if (first.Slot > 0 && first.ParentSlot >= from) throw LeftOut(first);
        var before = first.Slot > from || first.Time is null ? await SolanaQuestions.ParentAsync(node, first, cancellationToken) : null;
        var names = new List<BlockRef>((int)(to - from) + 1);
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = before is null ? blocks[i] : blocks[i] = blocks[i].After(before);
            if (before is not null && block.ParentSlot != before.Slot) throw LeftOut(block);
            if (before is not null && block.ParentHash != before.Hash) throw new ChainReadException($"block {block.Slot} does not follow the one before it");
            for (var slot = from + names.Count; slot < block.Slot; slot++) names.Add(before!.Skipped(slot));
            names.Add(block.Name);
            before = block;
        }
        return new BlockBatch(names, [.. blocks.SelectMany(block => block.Payments.Select(payment => Of(block, payment)))])
        {
            Doubts = [.. blocks.Where(IsSuspect).Select(block => new BlockDoubt(block.Name, []))],
            Seen = Seen(names, blocks),
            Unreadable = [.. blocks.SelectMany(block => block.Unreadable)],
        };
    }

    /// <summary>Looks at blocks again by the names of their transactions, which are a tenth of what was read first; one that has another number of them than before is read anew.</summary>
    /// <exception cref="ChainReadException">The node lacks one of the blocks, or has another one there.</exception>
    public async Task<IReadOnlyList<Transfer>> LookAgainAsync(RpcNode node, IReadOnlyList<SeenBlock> seen, SolanaAddressSet watched, CancellationToken cancellationToken)
    {
        var found = new List<Transfer>();
        foreach (var few in seen.Where(block => !IsSkipped(block.Block)).Chunk(NamesAtOnce))
        {
            var counts = await SolanaQuestions.CountsAsync(node, [.. few.Select(block => block.Block)], cancellationToken);
            for (var i = 0; i < few.Length; i++)
            {
                if (counts[i] == few[i].Transactions) continue;
                var block = few[i].Block;
                var again = await ReadAsync(node, block.Number, block.Number, watched, cancellationToken);
                if (again.Blocks[0].Hash != block.Hash) throw new ChainReadException($"block {block.Number} was replaced before it was looked at again");
                found.AddRange(again.Transfers);
            }
        }
        return found;
    }

    private static SeenBlock[] Seen(List<BlockRef> names, List<SolanaBlock> blocks)
    {
        var bySlot = blocks.ToDictionary(block => block.Slot);
        return [.. names.Select(name => bySlot.TryGetValue(name.Number, out var block)
            ? new SeenBlock(name, block.Transactions) { IsSuspect = IsSuspect(block) }
            : new SeenBlock(name, null))];
    }

    /// <summary>Whether a node has nothing in blocks either in which another one told of nothing.</summary>
    /// <exception cref="ChainReadException">It lacks one of the blocks, or has another one there.</exception>
    public static async Task<bool> KnowsNothingAsync(RpcNode node, IReadOnlyList<BlockDoubt> doubts, CancellationToken cancellationToken)
    {
        var counts = await SolanaQuestions.CountsAsync(node, [.. doubts.Select(doubt => doubt.Block)], cancellationToken);
        return counts.All(count => count == 0);
    }

    /// <summary>A block holds the votes of hundreds: one without any transaction is rare enough to be asked about again.</summary>
    private static bool IsSuspect(SolanaBlock block) => block.Transactions == 0;

    /// <summary>The name of a slot without a block has one hash before and behind it.</summary>
    private static bool IsSkipped(BlockRef name) => name.Hash == name.ParentHash;

    private static ChainReadException LeftOut(SolanaBlock block) => new($"the node left out block {block.ParentSlot}, the parent of {block.Slot}");

    private static async Task<BlockBatch> AllSkippedAsync(RpcNode node, long from, long to, CancellationToken cancellationToken)
    {
        if (await SolanaQuestions.NextSlotAsync(node, from, cancellationToken) is not { } slot) throw new ChainReadException($"the node does not have block {from}");
        var next = await SolanaQuestions.HeaderAsync(node, slot, cancellationToken) ?? throw NotThere(slot);
        if (slot <= to || next.ParentSlot >= from) throw LeftOut(next);
        var before = await SolanaQuestions.ParentAsync(node, next, cancellationToken);
        BlockRef[] skipped = [.. Enumerable.Range(0, (int)(to - from) + 1).Select(i => before.Skipped(from + i))];
        return new BlockBatch(skipped, []) { Seen = [.. skipped.Select(name => new SeenBlock(name, null))] };
    }

    private async Task<SolanaBlock> BlockAsync(RpcNode node, long slot, SolanaAddressSet watched, CancellationToken cancellationToken)
    {
        try
        {
            var block = await SolanaQuestions.BlockAsync(node, slot, answer => parser.Read(answer, slot, watched), cancellationToken);
            return block ?? throw NotThere(slot);
        }
        catch (ChainReadException exception) when (exception.Code == SolanaQuestions.UnsupportedVersion)
        {
            // Whatever is asked for, the node does not give the block's transactions; its name it gives.
            var header = await SolanaQuestions.HeaderAsync(node, slot, cancellationToken) ?? throw NotThere(slot);
            return header with { Unreadable = [$"block {slot} has a transaction of a version that its node does not give"] };
        }
    }

    private static ChainReadException NotThere(long slot) => new($"the node lists block {slot} and does not have it");

    private static Transfer Of(SolanaBlock block, SolanaPayment payment) =>
        block.Name.Transfer(payment.Token, payment.Signature, payment.Account.ToString(CultureInfo.InvariantCulture), payment.Units,
            payment.From, payment.To) with
        {
            References = payment.References,
            SignedByReceiver = payment.IsOwn,
        };
}
