using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Tokens;
using Payments.Domain.Transfers;

namespace Payments.Chains.Evm;

/// <summary>A range of blocks as one node tells of it, and what it brought to watched addresses. It is believed only if the whole fits together.</summary>
internal sealed class EvmRange
{
    private readonly TokenContract[] contracts;
    private readonly EvmAddressSet watched;
    private readonly EvmAnswer[] answers;
    private readonly ReadOnlyMemory<byte> body;
    private readonly LogsSeen seen;
    private readonly List<FoundTransfer> found = [];
    private readonly List<string> unreadable = [];
    private readonly HashSet<long> suspects = [];

    /// <summary>Names the blocks; they must link.</summary>
    /// <param name="contracts">The tokens' contracts.</param>
    /// <param name="watched">Whose transfers are looked for.</param>
    /// <param name="from">The first block's number.</param>
    /// <param name="answers">The blocks.</param>
    /// <param name="body">The bytes that they lie in.</param>
    public EvmRange(TokenContract[] contracts, EvmAddressSet watched, long from, EvmAnswer[] answers, ReadOnlyMemory<byte> body)
    {
        (this.contracts, this.watched, this.answers, this.body) = (contracts, watched, answers, body);
        seen = new LogsSeen(contracts, answers.Length);
        Blocks = new BlockRef[answers.Length];
        for (var i = 0; i < answers.Length; i++)
        {
            Blocks[i] = EvmBlock.Of(answers[i], body.Span);
            if (Blocks[i].Number != from + i) throw new ChainReadException($"block {from + i} was asked for and {Blocks[i].Number} answered");
            if (i > 0 && Blocks[i].ParentHash != Blocks[i - 1].Hash) throw new ChainReadException($"block {Blocks[i].Number} does not follow the one before it");
        }
    }

    /// <summary>Takes blocks that were named before; only their logs can be read.</summary>
    public EvmRange(TokenContract[] contracts, EvmAddressSet watched, BlockRef[] blocks)
    {
        (this.contracts, this.watched, answers, Blocks) = (contracts, watched, [], blocks);
        seen = new LogsSeen(contracts, blocks.Length);
    }

    /// <summary>The blocks, in order.</summary>
    public BlockRef[] Blocks { get; }

    /// <summary>Why logs and transactions were left out.</summary>
    public IReadOnlyList<string> Unreadable => unreadable;

    /// <summary>The blocks of which something was left out, by their numbers.</summary>
    public IReadOnlySet<long> Suspects => suspects;

    /// <summary>How many transactions each block has.</summary>
    public IEnumerable<int?> TransactionCounts => answers.Select(answer => answer.TransactionCount);

    /// <summary>Finds transfers of the chain's coin.</summary>
    public void ReadCoins(TokenInfo native)
    {
        var bytes = body.Span;
        for (var i = 0; i < Blocks.Length; i++)
        {
            EvmJson.Expect(EvmJson.Field(bytes, answers[i].Transactions, "transactions"), '[');
            foreach (var coin in answers[i].Coins)
            {
                try
                {
                    ReadCoin(i, coin, native, bytes);
                }
                catch (Exception exception) when (AnswerJson.IsOfOnePart(exception))
                {
                    LeaveOut(Blocks[i].Number, exception);
                }
            }
        }
    }

    /// <summary>Leaves a part of a block out: a log, a transaction, or what has no receipt that fits it.</summary>
    public void LeaveOut(long block, Exception exception)
    {
        unreadable.Add(AnswerJson.Words(exception, $"a part of block {block} of an unknown shape"));
        suspects.Add(block);
    }

    private void ReadCoin(int block, in EvmCoin coin, TokenInfo native, ReadOnlySpan<byte> bytes)
    {
        EvmJson.Expect(coin.Self.Of(bytes), '{');
        var to = EvmJson.Hex(bytes, coin.To, "to");
        if (EvmHex.Units(EvmJson.Hex(bytes, coin.Value, "value")) is not { } units || units == 0) return;
        Add(block, 0, native, EvmJson.Hash(bytes, coin.Hash, "hash"), TransferId.NativeIndex, units, EvmJson.Hex(bytes, coin.From, "from"),
            to);
    }

    /// <summary>Finds transfers of tokens.</summary>
    /// <param name="logs">A list of logs.</param>
    /// <param name="bytes">The bytes that it lies in.</param>
    public void ReadLogs(EvmAnswer logs, ReadOnlySpan<byte> bytes)
    {
        foreach (ref readonly var log in LogsIn(logs))
        {
            var index = BlockOf(log, Blocks, bytes);
            try
            {
                ReadLog(index, log, bytes);
            }
            catch (Exception exception) when (AnswerJson.IsOfOnePart(exception))
            {
                LeaveOut(Blocks[index].Number, exception);
            }
        }
    }

    private void ReadLog(int block, in EvmLog log, ReadOnlySpan<byte> bytes)
    {
        if (!IsTransfer(log, bytes) || seen.Add(block, EvmJson.Hex(bytes, log.Address, "address")) is not { } token) return;
        // A log names its receiver in the third topic; of an NFT with the same event the id is a fourth one.
        if (log.TopicCount != 3) return;
        var to = EvmJson.Hex(bytes, log.To, "topics");
        if (!watched.Contains(to)) return;
        if (EvmHex.Units(EvmJson.Hex(bytes, log.Data, "data")) is not { } units || units == 0) return;
        var logIndex = EvmJson.Number(bytes, log.LogIndex, "logIndex");
        var transaction = EvmJson.Hash(bytes, log.TransactionHash, "transactionHash");
        var index = logIndex.ToString(CultureInfo.InvariantCulture);
        Add(block, logIndex + 1, token, transaction, index, units, EvmJson.Hex(bytes, log.From, "topics"), to);
    }

    /// <summary>The blocks of which no log of some contract came although the header's bloom lets expect one.</summary>
    public IReadOnlyList<BlockDoubt> Doubts()
    {
        var doubts = new List<BlockDoubt>();
        for (var i = 0; i < Blocks.Length; i++)
        {
            var bloom = EvmJson.Hex(body.Span, answers[i].LogsBloom, "logsBloom");
            if (bloom.Length != LogsBloom.Digits) throw new ChainReadException("logsBloom is no bloom");
            if (seen.Missing(i, bloom) is { Count: > 0 } missing) doubts.Add(new BlockDoubt(Blocks[i], missing));
        }
        return doubts;
    }

    /// <summary>Whether a list of logs, all of them of the block in doubt, tells of any transfer.</summary>
    public static bool Settles(BlockDoubt doubt, EvmAnswer logs, ReadOnlySpan<byte> bytes)
    {
        var settles = false;
        foreach (ref readonly var log in LogsIn(logs))
        {
            BlockOf(log, [doubt.Block], bytes);
            if (!IsTransfer(log, bytes)) continue;
            var address = EvmJson.Hex(bytes, log.Address, "address");
            foreach (var contract in doubt.Contracts) settles |= Ascii.EqualsIgnoreCase(address, contract.AsSpan(2));
        }
        return settles;
    }

    /// <summary>
    /// What was found, in the chain's order. What a node tells twice counts once; of what it tells in two ways the second is left out.
    /// </summary>
    public List<FoundTransfer> InOrder()
    {
        var byId = new Dictionary<TransferId, Transfer>(found.Count);
        var told = new List<FoundTransfer>(found.Count);
        foreach (var item in found.OrderBy(item => item.Block).ThenBy(item => item.Order))
        {
            if (byId.TryAdd(item.Transfer.Id, item.Transfer)) told.Add(item);
            else if (byId[item.Transfer.Id] != item.Transfer)
                LeaveOut(item.Transfer.Block, new ChainReadException($"transfer {item.Transfer.Id} was told in two ways"));
        }
        return told;
    }

    private static ReadOnlySpan<EvmLog> LogsIn(EvmAnswer answer) =>
        answer.Kind == JsonTokenType.StartArray ? CollectionsMarshal.AsSpan(answer.Logs) : throw new ChainReadException("eth_getLogs gave no list");

    /// <summary>Which block of a range a log lies in; it must name it by number and hash.</summary>
    private static int BlockOf(in EvmLog log, BlockRef[] blocks, ReadOnlySpan<byte> bytes)
    {
        EvmJson.Expect(log.Self.Of(bytes), '{');
        if (log.Removed.Length > 0 && log.Removed.Of(bytes)[0] == 't') throw new ChainReadException("a log of a block that was taken back");
        var index = EvmJson.Number(bytes, log.BlockNumber, "blockNumber") - blocks[0].Number;
        return index >= 0 && index < blocks.Length && IsHash(EvmJson.Hex(bytes, log.BlockHash, "blockHash"), blocks[index].Hash)
            ? (int)index
            : throw new ChainReadException("a log of another block than the one answered beside it");
    }

    /// <summary>Whether a log is of the event that was asked for: a node that overlooks the question would pass off an approval as a payment.</summary>
    private static bool IsTransfer(in EvmLog log, ReadOnlySpan<byte> bytes)
    {
        EvmJson.Expect(EvmJson.Field(bytes, log.Topics, "topics"), '[');
        return log.TopicCount > 0 && IsHash(EvmJson.Hex(bytes, log.Event, "topics"), EvmBatchReader.TransferTopic);
    }

    private static bool IsHash(ReadOnlySpan<byte> hex, string hash) => Ascii.EqualsIgnoreCase(hex, hash.AsSpan(2));

    private void Add(int block, long order, TokenInfo token, string transaction, string index, UInt128 units, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to) =>
        found.Add(new FoundTransfer(block, order, token, Blocks[block].Transfer(token, transaction, index, units, EvmHex.Address(from), EvmHex.Address(to))));
}

/// <summary>A transfer with its place in the range: the block's, and zero for coins or one more than the log's index in its block.</summary>
internal readonly record struct FoundTransfer(int Block, long Order, TokenInfo Token, Transfer Transfer);
