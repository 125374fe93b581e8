using System.Text.Json;
using System.Text.Json.Nodes;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Tokens;
using Payments.Domain.Transfers;

namespace Payments.Chains.Evm;

/// <summary>Reads a range of blocks from one node, and believes it only if the whole answer fits together.</summary>
internal sealed class EvmBatchReader
{
    /// <summary>Keccak-256 of <c>Transfer(address,address,uint256)</c>.</summary>
    public const string TransferTopic = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

    private readonly ChainOptions options;
    private readonly Dictionary<string, TokenInfo> byContract;
    private readonly TokenInfo? native;

    public EvmBatchReader(ChainOptions options)
    {
        this.options = options;
        byContract = options.Tokens.Values.Where(token => !token.IsNative).ToDictionary(token => token.Contract!, StringComparer.OrdinalIgnoreCase);
        native = options.Tokens.Values.FirstOrDefault(token => token.IsNative);
    }

    public async Task<BlockBatch> ReadAsync(RpcNode node, long from, long to, EvmAddressSet watched, CancellationToken cancellationToken)
    {
        var count = (int)(to - from + 1);
        var calls = new List<RpcCall>(count + 1);
        for (var number = from; number <= to; number++) calls.Add(new RpcCall("eth_getBlockByNumber", RpcCall.Quantity(number), native is not null));
        calls.Add(new RpcCall("eth_getLogs", new JsonObject
        {
            ["fromBlock"] = RpcCall.Quantity(from),
            ["toBlock"] = RpcCall.Quantity(to),
            ["address"] = new JsonArray([.. byContract.Keys.Select(contract => (JsonNode)contract)]),
            ["topics"] = new JsonArray(TransferTopic),
        }));
        using var answers = await node.CallAsync(calls, cancellationToken);

        var blocks = new BlockRef[count];
        for (var i = 0; i < count; i++)
        {
            blocks[i] = EvmJson.Block(answers[i]);
            if (blocks[i].Number != from + i) throw new ChainReadException($"block {from + i} was asked for and {blocks[i].Number} answered");
            if (i > 0 && blocks[i].ParentHash != blocks[i - 1].Hash) throw new ChainReadException($"block {blocks[i].Number} does not follow the one before it");
        }
        var found = new List<(int Block, int Order, Transfer Transfer)>();
        if (native is not null && watched.Count > 0) await ReadCoinsAsync(node, answers, blocks, watched, found, cancellationToken);
        ReadLogs(answers[count], blocks, watched, found);
        return new BlockBatch(blocks, [.. found.OrderBy(item => item.Block).ThenBy(item => item.Order).Select(item => item.Transfer)]);
    }

    private void ReadLogs(JsonElement logs, BlockRef[] blocks, EvmAddressSet watched, List<(int, int, Transfer)> found)
    {
        if (logs.ValueKind != JsonValueKind.Array) throw new ChainReadException("eth_getLogs gave no list");
        foreach (var log in logs.EnumerateArray())
        {
            // A log names its receiver in the third topic; of an NFT with the same event the id is a fourth one.
            var topics = EvmJson.Field(log, "topics");
            if (topics.GetArrayLength() != 3) continue;
            if (log.TryGetProperty("removed", out var removed) && removed.ValueKind == JsonValueKind.True) throw new ChainReadException("a log of a block that was taken back");
            var index = (int)(EvmJson.Number(log, "blockNumber") - blocks[0].Number);
            if (index < 0 || index >= blocks.Length || EvmJson.Text(log, "blockHash") != blocks[index].Hash)
                throw new ChainReadException("a log of another block than the one answered beside it");
            if (!watched.Contains(EvmJson.Hex(topics[2]))) continue;
            if (!byContract.TryGetValue(EvmJson.Text(log, "address"), out var token)) continue;
            if (EvmJson.Units(EvmJson.Field(log, "data")) is not { } units || units == 0) continue;
            var logIndex = EvmJson.Number(log, "logIndex");
            var transaction = EvmJson.Text(log, "transactionHash");
            found.Add((index, (int)logIndex + 1, new Transfer
            {
                Id = TransferId.Of(options.Chain, transaction, logIndex.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                Chain = options.Chain,
                Token = token.Symbol,
                Units = units,
                From = EvmJson.Address(topics[1]),
                To = EvmJson.Address(topics[2]),
                Transaction = transaction,
                Block = blocks[index].Number,
                BlockHash = blocks[index].Hash,
                BlockTime = blocks[index].Time,
            }));
        }
    }

    private async Task ReadCoinsAsync(RpcNode node, RpcAnswers answers, BlockRef[] blocks, EvmAddressSet watched, List<(int, int, Transfer)> found, CancellationToken cancellationToken)
    {
        var candidates = new List<(int Block, Transfer Transfer)>();
        for (var i = 0; i < blocks.Length; i++)
        {
            foreach (var transaction in EvmJson.Field(answers[i], "transactions").EnumerateArray())
            {
                var to = EvmJson.Field(transaction, "to");
                if (to.ValueKind == JsonValueKind.Null || !watched.Contains(EvmJson.Hex(to))) continue;
                if (EvmJson.Units(EvmJson.Field(transaction, "value")) is not { } units || units == 0) continue;
                var hash = EvmJson.Text(transaction, "hash");
                candidates.Add((i, new Transfer
                {
                    Id = TransferId.Of(options.Chain, hash, TransferId.NativeIndex),
                    Chain = options.Chain,
                    Token = native!.Symbol,
                    Units = units,
                    From = EvmJson.Address(EvmJson.Field(transaction, "from")),
                    To = EvmJson.Address(to),
                    Transaction = hash,
                    Block = blocks[i].Number,
                    BlockHash = blocks[i].Hash,
                    BlockTime = blocks[i].Time,
                }));
            }
        }
        if (candidates.Count == 0) return;
        // A transaction that reverted is in its block like any other and moved nothing: only its receipt tells.
        using var receipts = await node.CallAsync([.. candidates.Select(item => new RpcCall("eth_getTransactionReceipt", item.Transfer.Transaction))], cancellationToken);
        for (var i = 0; i < candidates.Count; i++)
        {
            if (receipts[i].ValueKind != JsonValueKind.Object) throw new ChainReadException("the node does not have a receipt yet");
            if (EvmJson.Text(receipts[i], "blockHash") != candidates[i].Transfer.BlockHash) throw new ChainReadException("a receipt of another block");
            if (EvmJson.Number(receipts[i], "status") == 1) found.Add((candidates[i].Block, 0, candidates[i].Transfer));
        }
    }
}
