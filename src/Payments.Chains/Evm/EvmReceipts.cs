using Nethereum.RPC.Eth.DTOs;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Tokens;
using Payments.Domain.Transfers;

namespace Payments.Chains.Evm;

/// <summary>Asks for the receipts of what was found: only they tell that a transaction succeeded.</summary>
internal sealed class EvmReceipts(RpcNode node, CancellationToken cancellationToken)
{
    /// <summary>Receipts asked for in one request at most.</summary>
    private const int BatchLimit = 100;

    private readonly Dictionary<string, TransactionReceipt?> receipts = [];

    /// <summary>Fetches the receipts of transactions.</summary>
    public async Task ReadAsync(IEnumerable<string> transactions)
    {
        foreach (var chunk in transactions.Distinct().Chunk(BatchLimit)) await ReadAsync(chunk);
    }

    /// <summary>Whether a transfer's transaction succeeded, in the block that the transfer was found in.</summary>
    /// <param name="transfer">The transfer.</param>
    /// <param name="token">Its token.</param>
    /// <exception cref="ChainReadException">
    /// There is no receipt that makes sense, or it and what was found contradict each other.
    /// </exception>
    public bool Confirm(Transfer transfer, TokenInfo token)
    {
        var receipt = receipts[transfer.Transaction] ?? throw new ChainReadException("the node does not have a receipt yet");
        if (EvmHex.Hash(EvmHex.Digits(receipt.BlockHash), "blockHash") != transfer.BlockHash || EvmHex.Hash(EvmHex.Digits(receipt.TransactionHash), "transactionHash") != transfer.Transaction)
            throw new ChainReadException("a receipt of another block or transaction");
        var succeeded = EvmQuantity.Number(receipt.Status) == 1;
        if (!token.IsNative && !(succeeded && receipt.Logs is { } logs && logs.Any(log => Tells(log, transfer, token))))
            throw new ChainReadException("a log that its transaction's receipt does not tell of");
        return succeeded;
    }

    private static bool Tells(FilterLog log, Transfer transfer, TokenInfo token) =>
        string.Equals(log.Address, token.Contract, StringComparison.OrdinalIgnoreCase)
        && log.Topics is [string name, _, string to] && string.Equals(name, EvmBatchReader.TransferTopic, StringComparison.OrdinalIgnoreCase) && EvmHex.Address(EvmHex.Digits(to)) == transfer.To
        && EvmHex.Units(EvmHex.Digits(log.Data)) == transfer.Units;

    private async Task ReadAsync(string[] transactions)
    {
        try
        {
            var read = await node.AskAsync(eth => eth.Transactions.GetTransactionReceipt.SendBatchRequestAsync(transactions), cancellationToken);
            for (var i = 0; i < transactions.Length; i++) receipts[transactions[i]] = read[i];
        }
        catch (ChainReadException exception) when (exception.IsUnreadable && transactions.Length == 1)
        {
            // One receipt that makes no sense is one that is missing: the others are read.
            receipts[transactions[0]] = null;
        }
        catch (ChainReadException exception) when ((exception.IsTooMuch || exception.IsUnreadable) && transactions.Length > 1)
        {
            // Nodes differ in how many questions they take at once.
            await ReadAsync(transactions[..(transactions.Length / 2)]);
            await ReadAsync(transactions[(transactions.Length / 2)..]);
        }
    }
}
