using System.Text.Json;
using System.Text.Json.Nodes;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;

namespace Payments.Chains.Solana;

/// <summary>What a Solana node is asked. Blocks are read once two thirds of the stake have voted for them.</summary>
internal static class SolanaQuestions
{
    /// <summary>Two thirds of the stake have voted for it.</summary>
    public const string Confirmed = "confirmed";

    /// <summary>A node's code for a block with a transaction of a later version than it was asked for.</summary>
    public const int UnsupportedVersion = -32015;

    /// <summary>The latest version whose meaning is known: with look-up tables.</summary>
    public const int KnownVersion = 0;

    /// <summary>Every version that there can be. Accounts and balances, which are all that is read, mean the same in all of them.</summary>
    public const int AnyVersion = 127;

    /// <summary>It is locked in for good.</summary>
    public const string Finalized = "finalized";

    /// <summary>The newest slot of a commitment.</summary>
    public static async Task<long> SlotAsync(RpcNode node, string commitment, CancellationToken cancellationToken)
    {
        var answers = await node.CallAsync([new RpcCall("getSlot", Commitment(commitment))], cancellationToken);
        return answers[0].GetInt64();
    }

    /// <summary>The slots of a range that have a block, in order.</summary>
    public static async Task<long[]> SlotsAsync(RpcNode node, long from, long to, CancellationToken cancellationToken)
    {
        var answers = await node.CallAsync([new RpcCall("getBlocks", from, to, Commitment(Confirmed))], cancellationToken);
        long[] slots = [.. answers[0].EnumerateArray().Select(slot => slot.GetInt64()).Distinct().Order()];
        return slots.Length == 0 || (slots[0] >= from && slots[^1] <= to) ? slots : throw new ChainReadException($"slots {from} to {to} were asked for and others answered");
    }

    /// <summary>The first slot that has a block, from one on, or null.</summary>
    public static async Task<long?> NextSlotAsync(RpcNode node, long from, CancellationToken cancellationToken)
    {
        var answers = await node.CallAsync([new RpcCall("getBlocksWithLimit", from, 1, Commitment(Confirmed))], cancellationToken);
        foreach (var slot in answers[0].EnumerateArray()) return slot.GetInt64() is var next && next >= from ? next : throw new ChainReadException($"a slot from {from} on was asked for and {next} answered");
        return null;
    }

    /// <summary>A block's name; null where the node does not have it.</summary>
    public static Task<SolanaBlock?> HeaderAsync(RpcNode node, long slot, CancellationToken cancellationToken) =>
        ReadAsync(node, slot, "none", answer => SolanaBlockParser.ReadHeader(answer, slot), cancellationToken);

    /// <summary>
    /// A block with the accounts and balances of its transactions; instructions and logs, most of a block, stay where they are.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <param name="slot">The block's slot.</param>
    /// <param name="read">Reads the answer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<SolanaBlock?> BlockAsync(
        RpcNode node, long slot, Func<ReadOnlyMemory<byte>, SolanaBlock?> read, CancellationToken cancellationToken) =>
            ReadAsync(node, slot, "accounts", read, cancellationToken);

    /// <summary>How many transactions each of some blocks has, by their names alone.</summary>
    /// <exception cref="ChainReadException">The node lacks one of the blocks, or has another one there.</exception>
    public static async Task<int[]> CountsAsync(RpcNode node, IReadOnlyList<BlockRef> blocks, CancellationToken cancellationToken)
    {
        var answers = await node.CallAsync([.. blocks.Select(block => Block(block.Number, "signatures", KnownVersion))], cancellationToken);
        var counts = new int[blocks.Count];
        for (var i = 0; i < counts.Length; i++)
        {
            if (answers[i].ValueKind != JsonValueKind.Object || answers[i].GetProperty("blockhash").GetString() != blocks[i].Hash)
                throw new ChainReadException($"block {blocks[i].Number} was replaced before it was looked at again");
            counts[i] = answers[i].GetProperty("signatures").GetArrayLength();
        }
        return counts;
    }

    /// <summary>The block before another one, which names it.</summary>
    public static async Task<SolanaBlock> ParentAsync(RpcNode node, SolanaBlock block, CancellationToken cancellationToken)
    {
        var parent = await HeaderAsync(node, block.ParentSlot, cancellationToken) ?? throw new ChainReadException($"the node does not have block {block.ParentSlot}, the parent of {block.Slot}");
        return parent.Hash == block.ParentHash
            ? parent with { Time = parent.Time ?? block.Time }
            : throw new ChainReadException($"block {block.Slot} does not follow {parent.Slot}, which it names as its parent");
    }

    /// <summary>Nodes refuse a whole block for one transaction of a later version; what is read of it is asked for all the same.</summary>
    private static async Task<SolanaBlock?> ReadAsync(
        RpcNode node, long slot, string details, Func<ReadOnlyMemory<byte>, SolanaBlock?> read, CancellationToken cancellationToken)
    {
        try
        {
            return read(await node.AskAsync(Block(slot, details, KnownVersion), cancellationToken));
        }
        catch (ChainReadException exception) when (exception.Code == UnsupportedVersion)
        {
            return read(await node.AskAsync(Block(slot, details, AnyVersion), cancellationToken));
        }
    }

    private static RpcCall Block(long slot, string details, int version) => new("getBlock", slot, new JsonObject
    {
        ["commitment"] = Confirmed,
        ["encoding"] = "json",
        ["transactionDetails"] = details,
        ["maxSupportedTransactionVersion"] = version,
        ["rewards"] = details == "accounts",
    });

    private static JsonObject Commitment(string commitment) => new() { ["commitment"] = commitment };
}
