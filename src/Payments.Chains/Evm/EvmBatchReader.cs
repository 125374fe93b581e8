using System.Text.Json.Nodes;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Tokens;
using Payments.Domain.Transfers;

namespace Payments.Chains.Evm;

/// <summary>Reads a range of blocks from one node.</summary>
internal sealed class EvmBatchReader(ChainOptions options)
{
    /// <summary>Keccak-256 of <c>Transfer(address,address,uint256)</c>.</summary>
    public const string TransferTopic = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

    private readonly TokenContract[] contracts = [.. options.Contracts.Select(token => new TokenContract(token))];
    private readonly TokenInfo? native = options.Coin;

    public async Task<BlockBatch> ReadAsync(RpcNode node, long from, long to, EvmAddressSet watched, CancellationToken cancellationToken)
    {
        var calls = new List<RpcCall>((int)(to - from) + 2);
        // Without anybody who waits for coins, blocks need only say their names and where logs are to be expected.
        var withCoins = native is not null && watched.TakesCoin && watched.Count > 0;
        for (var number = from; number <= to; number++) calls.Add(new RpcCall("eth_getBlockByNumber", RpcCall.Quantity(number), withCoins));
        // A filter without addresses would be one for all of them.
        if (contracts.Length > 0)
            calls.Add(Logs(contracts.Select(contract => contract.Token.Contract!), new JsonObject { ["fromBlock"] = RpcCall.Quantity(from), ["toBlock"] = RpcCall.Quantity(to) }));
        var range = Read(await node.CallAsync(calls, new EvmAnswerParser(withCoins ? watched : null).Read, cancellationToken), from, to, watched, withCoins);
        var doubts = contracts.Length > 0 && watched.Count > 0 ? await ReadMissingLogsAsync(node, range, cancellationToken) : [];
        var told = range.InOrder();
        var receipts = new EvmReceipts(node, cancellationToken);
        await receipts.ReadAsync(told.Select(item => item.Transfer.Transaction));
        return new BlockBatch(range.Blocks, Confirmed(range, told, receipts))
        {
            Doubts = doubts,
            Seen = Seen(range, doubts, withCoins),
            Unreadable = range.Unreadable,
        };
    }

    /// <summary>What the receipts say the same of; what they contradict is left out.</summary>
    private static List<Transfer> Confirmed(EvmRange range, List<FoundTransfer> told, EvmReceipts receipts)
    {
        var confirmed = new List<Transfer>(told.Count);
        foreach (var item in told)
        {
            try
            {
                if (receipts.Confirm(item.Transfer, item.Token)) confirmed.Add(item.Transfer);
            }
            catch (Exception exception) when (AnswerJson.IsOfOnePart(exception))
            {
                range.LeaveOut(item.Transfer.Block, exception);
            }
        }
        return confirmed;
    }

    /// <summary>Looks at blocks again: at their logs by one question, at those that were in doubt by their hash, and where coins are awaited at the number of transactions.</summary>
    /// <exception cref="ChainReadException">The node lacks one of the blocks, or has another one there.</exception>
    public async Task<IReadOnlyList<Transfer>> LookAgainAsync(
        RpcNode node, IReadOnlyList<SeenBlock> blocks, IReadOnlySet<TransferId> known, EvmAddressSet watched,
            CancellationToken cancellationToken)
    {
        var found = new List<Transfer>();
        for (var (first, next) = (0, 1); next <= blocks.Count; next++)
        {
            if (next < blocks.Count && blocks[next].Block.Number == blocks[next - 1].Block.Number + 1) continue;
            found.AddRange(await LookAtRangeAsync(node, [.. blocks.Take(next).Skip(first)], known, watched, cancellationToken));
            first = next;
        }
        return found;
    }

    /// <summary>Looks at blocks again between which there is no gap.</summary>
    private async Task<IReadOnlyList<Transfer>> LookAtRangeAsync(
        RpcNode node, IReadOnlyList<SeenBlock> blocks, IReadOnlySet<TransferId> known, EvmAddressSet watched,
            CancellationToken cancellationToken)
    {
        var question = new EvmSecondLook(blocks, contracts.Length > 0 && watched.Count > 0, native is not null && watched.TakesCoin);
        if (question.IsEmpty) return [];
        var range = new EvmRange(contracts, watched, [.. blocks.Select(seen => seen.Block)]);
        var answers = await node.CallAsync(question.Calls(Logs, contracts), new EvmAnswerParser(watched: null).Read, cancellationToken);
        question.ReadLogs(answers, range);
        var told = range.InOrder().Where(item => !known.Contains(item.Transfer.Id)).ToArray();
        if (range.Unreadable.Count > 0) throw new ChainReadException(range.Unreadable[0]);
        var found = new List<Transfer>();
        var receipts = new EvmReceipts(node, cancellationToken);
        await receipts.ReadAsync(told.Select(item => item.Transfer.Transaction));
        found.AddRange(told.Where(item => receipts.Confirm(item.Transfer, item.Token)).Select(item => item.Transfer));
        foreach (var grown in question.Grown(answers))
        {
            var again = await ReadAsync(node, grown.Number, grown.Number, watched, cancellationToken);
            if (again.Blocks[0].Hash != grown.Hash) throw new ChainReadException($"block {grown.Number} was replaced before it was looked at again");
            found.AddRange(again.Transfers);
        }
        return [.. found.DistinctBy(transfer => transfer.Id)];
    }

    private static SeenBlock[] Seen(EvmRange range, IReadOnlyList<BlockDoubt> doubts, bool withCoins) =>
        [.. range.Blocks.Zip(range.TransactionCounts, (block, count) => new SeenBlock(block, withCoins ? count : null)
        {
            Doubt = doubts.FirstOrDefault(doubt => doubt.Block == block),
            IsSuspect = range.Suspects.Contains(block.Number),
        })];

    /// <summary>Whether a node, asked by hash, has no logs where another one has none.</summary>
    /// <exception cref="ChainReadException">It lacks one of the blocks, or answers with other ones.</exception>
    public static async Task<bool> KnowsNothingAsync(RpcNode node, IReadOnlyList<BlockDoubt> doubts, CancellationToken cancellationToken)
    {
        var answers = await LogsOfAsync(node, doubts, cancellationToken);
        for (var i = 0; i < doubts.Count; i++)
            if (EvmRange.Settles(doubts[i], answers[i], answers.Body.Span)) return false;
        return true;
    }

    /// <summary>What the answers to the questions for a range hold: its blocks, and the list of their logs where tokens are read.</summary>
    public EvmRange Read(RpcAnswers<EvmAnswer> answers, long from, long to, EvmAddressSet watched, bool withCoins)
    {
        var count = (int)(to - from) + 1;
        // Logs are what nodes refuse: nothing else is worth reading then.
        var logs = contracts.Length > 0 ? answers[count] : null;
        var range = new EvmRange(contracts, watched, from, [.. Enumerable.Range(0, count).Select(i => answers[i])], answers.Body);
        if (withCoins) range.ReadCoins(native!);
        if (logs is not null) range.ReadLogs(logs, answers.Body.Span);
        return range;
    }

    private static RpcCall Logs(IEnumerable<string> contracts, JsonObject where)
    {
        where["address"] = new JsonArray([.. contracts.Select(contract => (JsonNode)contract)]);
        where["topics"] = new JsonArray(TransferTopic);
        return new RpcCall("eth_getLogs", where);
    }

    private static Task<RpcAnswers<EvmAnswer>> LogsOfAsync(RpcNode node, IEnumerable<BlockDoubt> doubts, CancellationToken cancellationToken) =>
        node.CallAsync([.. doubts.Select(doubt => Logs(doubt.Contracts, new JsonObject { ["blockHash"] = doubt.Block.Hash }))], new EvmAnswerParser(watched: null).Read, cancellationToken);

    /// <summary>Asks again, by hash, for the logs of blocks whose header lets expect some where none came: a node that lacks such a block must say so.</summary>
    /// <returns>Where none came again.</returns>
    private static async Task<IReadOnlyList<BlockDoubt>> ReadMissingLogsAsync(RpcNode node, EvmRange range, CancellationToken cancellationToken)
    {
        var doubts = range.Doubts();
        if (doubts.Count == 0) return doubts;
        var answers = await LogsOfAsync(node, doubts, cancellationToken);
        for (var i = 0; i < doubts.Count; i++) range.ReadLogs(answers[i], answers.Body.Span);
        return range.Doubts();
    }
}
