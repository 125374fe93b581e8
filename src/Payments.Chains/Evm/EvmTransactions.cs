using System.Text.Json;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;

namespace Payments.Chains.Evm;

/// <summary>Finds one transaction by its hash: what was sent, and the receipt, which only one in a block has.</summary>
internal static class EvmTransactions
{
    /// <summary>See <see cref="IChainNode.FindAsync"/>.</summary>
    public static async Task<FoundTransaction?> FindAsync(RpcNode node, string hash, CancellationToken cancellationToken)
    {
        var answers = await node.CallAsync(
            [new RpcCall("eth_getTransactionByHash", hash), new RpcCall("eth_getTransactionReceipt", hash)], cancellationToken);
        var (sent, receipt) = (answers[0], answers[1]);
        if (sent.ValueKind != JsonValueKind.Object) return null;
        Expect(sent, "hash", hash);
        // Indexes of receipts are written later than blocks: a transaction without one waits for all that can be told.
        if (receipt.ValueKind != JsonValueKind.Object) return FoundTransaction.Of(null, hasFailed: false, CoinOf(sent));
        Expect(receipt, "transactionHash", hash);
        return FoundTransaction.Of(Number(receipt, "blockNumber"), Number(receipt, "status") != 1, [.. CoinOf(sent), .. TokensOf(receipt)]);
    }

    private static IEnumerable<Payee> CoinOf(JsonElement sent)
    {
        // Who creates a contract names no receiver.
        if (sent.GetProperty("to").GetString() is not { } to) yield break;
        if (EvmHex.Units(Digits(sent, "value")) != 0) yield return new Payee(EvmHex.Address(EvmHex.Digits(to)), null);
    }

    private static IEnumerable<Payee> TokensOf(JsonElement receipt) =>
        from log in receipt.GetProperty("logs").EnumerateArray()
        let topics = log.GetProperty("topics")
        where topics.GetArrayLength() == 3 && IsText(topics[0], EvmBatchReader.TransferTopic)
        select new Payee(EvmHex.Address(EvmHex.Digits(topics[2].GetString())), EvmHex.Address(Digits(log, "address")));

    private static void Expect(JsonElement item, string name, string hash)
    {
        if (!IsText(item.GetProperty(name), hash)) throw new ChainReadException("another transaction than was asked for");
    }

    private static bool IsText(JsonElement value, string text) =>
        string.Equals(value.GetString(), text, StringComparison.OrdinalIgnoreCase);

    private static long Number(JsonElement item, string name) => EvmHex.Number(Digits(item, name));

    private static byte[] Digits(JsonElement item, string name) => EvmHex.Digits(item.GetProperty(name).GetString());
}
