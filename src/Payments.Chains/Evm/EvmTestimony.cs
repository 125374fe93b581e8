using System.Globalization;
using System.Text.Json;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Tokens;
using Payments.Domain.Transfers;

namespace Payments.Chains.Evm;

/// <summary>
/// Asks a node for transfers by their transactions: the block and its list of transactions, the receipt, and of coins the transaction. A
/// hundred transfers take a few requests.
/// </summary>
internal sealed class EvmTestimony(ChainOptions options)
{
    /// <summary>Transfers of one request at most; three questions each.</summary>
    private const int BatchLimit = 30;

    /// <summary>See <see cref="IChainNode.TestifyAsync"/>.</summary>
    public async Task<IReadOnlyList<Testimony>> ReadAsync(
        RpcNode node, IReadOnlyList<Transfer> transfers, CancellationToken cancellationToken)
    {
        var said = new List<Testimony>(transfers.Count);
        foreach (var chunk in transfers.Chunk(BatchLimit)) said.AddRange(await ReadChunkAsync(node, chunk, cancellationToken));
        return said;
    }

    private async Task<IReadOnlyList<Testimony>> ReadChunkAsync(RpcNode node, Transfer[] transfers, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(node, transfers, cancellationToken);
        }
        catch (ChainReadException exception) when (exception.IsTooMuch && transfers.Length > 1)
        {
            // Nodes differ in how many questions they take at once.
            var half = transfers.Length / 2;
            var first = await ReadChunkAsync(node, transfers[..half], cancellationToken);
            return [.. first, .. await ReadChunkAsync(node, transfers[half..], cancellationToken)];
        }
    }

    private async Task<IReadOnlyList<Testimony>> AskAsync(RpcNode node, Transfer[] transfers, CancellationToken cancellationToken)
    {
        var calls = new List<RpcCall>();
        int Place(string method, params System.Text.Json.Nodes.JsonNode?[] parameters)
        {
            calls.Add(new RpcCall(method, parameters));
            return calls.Count - 1;
        }
        var blocks = transfers.Select(transfer => transfer.Block).Distinct()
            .ToDictionary(number => number, number => Place("eth_getBlockByNumber", RpcCall.Quantity(number), false));
        var receipts = transfers.Select(transfer => transfer.Transaction).Distinct()
            .ToDictionary(transaction => transaction, transaction => Place("eth_getTransactionReceipt", transaction));
        var coins = transfers.Where(transfer => options.Tokens[transfer.Token].IsNative).Select(transfer => transfer.Transaction).Distinct()
            .ToDictionary(transaction => transaction, transaction => Place("eth_getTransactionByHash", transaction));
        var answers = await node.CallAsync(calls, cancellationToken);
        var said = new Testimony[transfers.Length];
        var unanswered = 0;
        for (var i = 0; i < transfers.Length; i++)
        {
            var transfer = transfers[i];
            try
            {
                said[i] = Of(
                    transfer, options.Tokens[transfer.Token], answers[blocks[transfer.Block]], answers[receipts[transfer.Transaction]],
                    coins.TryGetValue(transfer.Transaction, out var coin) ? answers[coin] : default);
            }
            catch (Exception exception) when (AnswerJson.IsOfOnePart(exception) && ++unanswered < transfers.Length)
            {
                // An answer that makes no sense says nothing of its transfer, and keeps no other from being confirmed.
            }
        }
        return said;
    }

    private static Testimony Of(Transfer transfer, TokenInfo token, JsonElement block, JsonElement receipt, JsonElement coin)
    {
        if (block.ValueKind != JsonValueKind.Object) return Testimony.Unknown;
        if (!IsSame(block, "hash", transfer.BlockHash)) return Testimony.OtherBlock;
        if (Number(block, "timestamp") != transfer.BlockTime.ToUnixTimeSeconds()) return Testimony.Absent;
        if (!block.GetProperty("transactions").EnumerateArray().Any(item => IsText(item, transfer.Transaction))) return Testimony.Absent;
        // The block has the transaction, but indexes of transactions are written later than blocks.
        if (receipt.ValueKind != JsonValueKind.Object || !IsSame(receipt, "blockHash", transfer.BlockHash)) return Testimony.Unknown;
        if (!IsSame(receipt, "transactionHash", transfer.Transaction)) throw new ChainReadException("a receipt of another transaction");
        if (Number(receipt, "status") != 1) return Testimony.Absent;
        if (!token.IsNative) return SeenIf(receipt.GetProperty("logs").EnumerateArray().Any(log => Tells(log, transfer, token)));
        if (coin.ValueKind != JsonValueKind.Object || !IsSame(coin, "hash", transfer.Transaction)) return Testimony.Unknown;
        return SeenIf(IsSame(coin, "to", transfer.To) && IsSame(coin, "from", transfer.From) && Units(coin, "value") == transfer.Units);
    }

    private static Testimony SeenIf(bool isSame) => isSame ? Testimony.Seen : Testimony.Absent;

    private static bool Tells(JsonElement log, Transfer transfer, TokenInfo token)
    {
        var topics = log.GetProperty("topics");
        var index = Number(log, "logIndex").ToString(CultureInfo.InvariantCulture);
        return transfer.Id == TransferId.Of(transfer.Chain, transfer.Transaction, index) &&
            IsSame(log, "address", token.Contract!) && topics.GetArrayLength() == 3 && IsText(topics[0], EvmBatchReader.TransferTopic) &&
            AddressOf(topics[1]) == transfer.From && AddressOf(topics[2]) == transfer.To && Units(log, "data") == transfer.Units;
    }

    private static bool IsSame(JsonElement item, string name, string text) =>
        item.TryGetProperty(name, out var value) && IsText(value, text);

    private static bool IsText(JsonElement value, string text) =>
        value.ValueKind == JsonValueKind.String && string.Equals(value.GetString(), text, StringComparison.OrdinalIgnoreCase);

    private static string AddressOf(JsonElement topic) => EvmHex.Address(EvmHex.Digits(topic.GetString()));

    private static long Number(JsonElement item, string name) => EvmHex.Number(EvmHex.Digits(item.GetProperty(name).GetString()));

    private static UInt128? Units(JsonElement item, string name) => EvmHex.Units(EvmHex.Digits(item.GetProperty(name).GetString()));
}
