using System.Text.Json.Nodes;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;

namespace Payments.Chains.Evm;

/// <summary>
/// The questions of a second look, in one request: one for the logs of all its blocks, one by hash for each block whose first look was in
/// doubt, and where coins are awaited one for the number of
/// each block's transactions, which is less than a hundredth of the block.
/// </summary>
/// <param name="blocks">The blocks.</param>
/// <param name="withLogs">Whether tokens are awaited.</param>
/// <param name="withCoins">Whether coins are awaited.</param>
internal sealed class EvmSecondLook(IReadOnlyList<SeenBlock> blocks, bool withLogs, bool withCoins)
{
    private readonly BlockDoubt[] doubts = withLogs ? [.. blocks.Where(seen => seen.Doubt is not null).Select(seen => seen.Doubt!)] : [];
    private readonly SeenBlock[] counted = withCoins ? [.. blocks.Where(seen => seen.Transactions is not null)] : [];

    /// <summary>Whether there is nothing to ask.</summary>
    public bool IsEmpty => !withLogs && counted.Length == 0;

    private int LogLists => withLogs ? 1 + doubts.Length : 0;

    /// <summary>The questions.</summary>
    /// <param name="logs">Writes a question for the logs of contracts.</param>
    /// <param name="contracts">All contracts.</param>
    public IReadOnlyList<RpcCall> Calls(Func<IEnumerable<string>, JsonObject, RpcCall> logs, IEnumerable<TokenContract> contracts)
    {
        var calls = new List<RpcCall>(LogLists + counted.Length);
        if (withLogs)
            calls.Add(logs(
                contracts.Select(contract => contract.Token.Contract!),
                new JsonObject
                {
                    ["fromBlock"] = RpcCall.Quantity(blocks[0].Block.Number),
                    ["toBlock"] = RpcCall.Quantity(blocks[^1].Block.Number),
                }));
        foreach (var doubt in doubts) calls.Add(logs(doubt.Contracts, new JsonObject { ["blockHash"] = doubt.Block.Hash }));
        foreach (var seen in counted) calls.Add(new RpcCall("eth_getBlockTransactionCountByHash", seen.Block.Hash));
        return calls;
    }

    /// <summary>Reads the logs in the answers.</summary>
    public void ReadLogs(RpcAnswers<EvmAnswer> answers, EvmRange range)
    {
        for (var i = 0; i < LogLists; i++) range.ReadLogs(answers[i], answers.Body.Span);
    }

    /// <summary>The blocks that have another number of transactions than the first look told of.</summary>
    /// <exception cref="ChainReadException">The node does not have one of the blocks.</exception>
    public IReadOnlyList<BlockRef> Grown(RpcAnswers<EvmAnswer> answers)
    {
        var grown = new List<BlockRef>();
        for (var i = 0; i < counted.Length; i++)
        {
            var answer = answers[LogLists + i];
            if (answer.Text.Length == 0) throw new ChainReadException($"the node does not have block {counted[i].Block.Number} any more");
            if (EvmJson.Number(answers.Body.Span, answer.Text, "count") != counted[i].Transactions) grown.Add(counted[i].Block);
        }
        return grown;
    }
}
