using System.Text.Json;
using System.Text.Json.Nodes;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Tokens;
using Payments.Domain.Transfers;

namespace Payments.Chains.Evm;

/// <summary>Reads a range of blocks from one node, and believes it only if the whole answer fits together.</summary>
internal sealed class EvmBatchReader(ChainOptions options)
{
    /// <summary>Keccak-256 of <c>Transfer(address,address,uint256)</c>.</summary>
    public const string TransferTopic = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

    private readonly TokenContract[] contracts = [.. options.Contracts.Select(token => new TokenContract(token))];
    private readonly TokenInfo? native = options.Coin;

    public async Task<BlockBatch> ReadAsync(RpcNode node, long from, long to, EvmAddressSet watched, CancellationToken cancellationToken)
    {
        var count = (int)(to - from + 1);
        var calls = new List<RpcCall>(count + 1);
        // Without anybody who waits for coins, blocks need only say their names and where logs are to be expected.
        var withCoins = native is not null && watched.TakesCoin && watched.Count > 0;
        for (var number = from; number <= to; number++) calls.Add(new RpcCall("eth_getBlockByNumber", RpcCall.Quantity(number), withCoins));
        // A filter without addresses would be one for all of them.
        if (contracts.Length > 0)
            calls.Add(Logs(contracts, new JsonObject { ["fromBlock"] = RpcCall.Quantity(from), ["toBlock"] = RpcCall.Quantity(to) }));
        using var answers = await node.CallAsync(calls, cancellationToken);
        // Logs are what nodes refuse: nothing else is worth reading then.
        var logs = contracts.Length > 0 ? answers[count] : default;

        var blocks = new BlockRef[count];
        for (var i = 0; i < count; i++)
        {
            blocks[i] = EvmBlock.Of(answers[i]);
            if (blocks[i].Number != from + i) throw new ChainReadException($"block {from + i} was asked for and {blocks[i].Number} answered");
            if (i > 0 && blocks[i].ParentHash != blocks[i - 1].Hash) throw new ChainReadException($"block {blocks[i].Number} does not follow the one before it");
        }
        var found = new List<FoundTransfer>();
        if (withCoins) ReadCoins(answers, blocks, watched, found);
        if (contracts.Length > 0)
        {
            var seen = new LogsSeen(contracts, count);
            ReadLogs(logs, blocks, watched, seen, found);
            await ReadMissingLogsAsync(node, answers, blocks, watched, seen, found, cancellationToken);
        }
        var told = InOrder(found);
        var receipts = new EvmReceipts(node, cancellationToken);
        await receipts.ReadAsync(told.Select(item => item.Transfer.Transaction));
        return new BlockBatch(blocks, [.. told.Where(item => receipts.Confirm(item.Transfer, item.Token)).Select(item => item.Transfer)]);
    }

    private static RpcCall Logs(IEnumerable<TokenContract> contracts, JsonObject where)
    {
        where["address"] = new JsonArray([.. contracts.Select(contract => (JsonNode)contract.Token.Contract!)]);
        where["topics"] = new JsonArray(TransferTopic);
        return new RpcCall("eth_getLogs", where);
    }

    /// <summary>Asks again, by hash, for the logs of blocks whose header lets expect some where none came: a node that lacks such a block must say so.</summary>
    private async Task ReadMissingLogsAsync(
        RpcNode node, RpcAnswers answers, BlockRef[] blocks, EvmAddressSet watched, LogsSeen seen, List<FoundTransfer> found, CancellationToken cancellationToken)
    {
        if (watched.Count == 0) return;
        var calls = new List<RpcCall>();
        for (var i = 0; i < blocks.Length; i++)
        {
            var bloom = EvmJson.Hex(EvmJson.Field(answers[i], "logsBloom"));
            if (bloom.Length != LogsBloom.Digits) throw new ChainReadException("logsBloom is no bloom");
            var missing = seen.Missing(i, bloom);
            if (missing.Count > 0) calls.Add(Logs(missing, new JsonObject { ["blockHash"] = blocks[i].Hash }));
        }
        if (calls.Count == 0) return;
        using var more = await node.CallAsync(calls, cancellationToken);
        for (var i = 0; i < calls.Count; i++) ReadLogs(more[i], blocks, watched, seen, found);
    }

    private void ReadLogs(JsonElement logs, BlockRef[] blocks, EvmAddressSet watched, LogsSeen seen, List<FoundTransfer> found)
    {
        if (logs.ValueKind != JsonValueKind.Array) throw new ChainReadException("eth_getLogs gave no list");
        foreach (var log in logs.EnumerateArray())
        {
            if (log.TryGetProperty("removed", out var removed) && removed.ValueKind == JsonValueKind.True) throw new ChainReadException("a log of a block that was taken back");
            var index = EvmJson.Number(log, "blockNumber") - blocks[0].Number;
            if (index < 0 || index >= blocks.Length || EvmJson.Hash(log, "blockHash") != blocks[index].Hash)
                throw new ChainReadException("a log of another block than the one answered beside it");
            if (seen.Add((int)index, EvmJson.Hex(EvmJson.Field(log, "address"))) is not { } token) continue;
            // A log names its receiver in the third topic; of an NFT with the same event the id is a fourth one.
            var topics = EvmJson.Field(log, "topics");
            if (topics.GetArrayLength() != 3 || !watched.Contains(EvmJson.Hex(topics[2]))) continue;
            if (EvmJson.Units(EvmJson.Field(log, "data")) is not { } units || units == 0) continue;
            var logIndex = EvmJson.Number(log, "logIndex");
            found.Add(new FoundTransfer((int)index, logIndex + 1, token, Transfer(
                blocks[index], EvmJson.Hash(log, "transactionHash"), logIndex.ToString(System.Globalization.CultureInfo.InvariantCulture), token, units, topics[1], topics[2])));
        }
    }

    private void ReadCoins(RpcAnswers answers, BlockRef[] blocks, EvmAddressSet watched, List<FoundTransfer> found)
    {
        for (var i = 0; i < blocks.Length; i++)
        {
            foreach (var transaction in EvmJson.Field(answers[i], "transactions").EnumerateArray())
            {
                // A transaction that makes a contract has no receiver; some nodes leave the field out.
                if (!transaction.TryGetProperty("to", out var to) || to.ValueKind == JsonValueKind.Null || !watched.Contains(EvmJson.Hex(to))) continue;
                if (EvmJson.Units(EvmJson.Field(transaction, "value")) is not { } units || units == 0) continue;
                found.Add(new FoundTransfer(i, 0, native!, Transfer(
                    blocks[i], EvmJson.Hash(transaction, "hash"), TransferId.NativeIndex, native!, units, EvmJson.Field(transaction, "from"), to)));
            }
        }
    }

    /// <summary>What was found, in the chain's order. What a node tells twice counts once; what it tells in two ways is not believed.</summary>
    private static List<FoundTransfer> InOrder(List<FoundTransfer> found)
    {
        var byId = new Dictionary<TransferId, Transfer>(found.Count);
        var told = new List<FoundTransfer>(found.Count);
        foreach (var item in found.OrderBy(item => item.Block).ThenBy(item => item.Order))
        {
            if (byId.TryAdd(item.Transfer.Id, item.Transfer)) told.Add(item);
            else if (byId[item.Transfer.Id] != item.Transfer) throw new ChainReadException($"transfer {item.Transfer.Id} was told in two ways");
        }
        return told;
    }

    private static Transfer Transfer(BlockRef block, string transaction, string index, TokenInfo token, UInt128 units, JsonElement from, JsonElement to) =>
        block.Transfer(token, transaction, index, units, EvmJson.Address(from), EvmJson.Address(to));

    /// <summary>A transfer with its place in the range: the block's, and zero for coins or one more than the log's index in its block.</summary>
    private readonly record struct FoundTransfer(int Block, long Order, TokenInfo Token, Transfer Transfer);
}
