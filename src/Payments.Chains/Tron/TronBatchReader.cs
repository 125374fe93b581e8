using System.Globalization;
using Payments.Chains.Reading;
using Payments.Domain.Tokens;
using Payments.Domain.Transfers;

namespace Payments.Chains.Tron;

/// <summary>Reads a range of blocks from one node, and believes it only if the whole answer fits together.</summary>
internal sealed class TronBatchReader(ChainOptions options)
{
    private readonly TronResultParser? results = options.Contracts.Any() ? new TronResultParser([.. options.Contracts.Select(token => new TronContract(token))]) : null;
    private readonly TokenInfo? native = options.Coin;

    public async Task<BlockBatch> ReadAsync(TronApi node, long from, long to, TronAddressSet watched, CancellationToken cancellationToken)
    {
        var blocks = await BlocksAsync(node, from, to, watched, cancellationToken);
        var transfers = new List<Transfer>();
        foreach (var block in blocks)
        {
            var found = new List<(int Transaction, int Log, Transfer Transfer)>();
            if (native is not null) found.AddRange(block.Coins.Select(coin => (coin.Transaction, -1, OfCoin(block, coin, native))));
            if (results is not null && watched.Count > 0 && block.Transactions.Count > 0)
            {
                var logs = await node.AskAsync("wallet/gettransactioninfobyblocknum", $$"""{"num":{{block.Name.Number}}}""", cancellationToken);
                found.AddRange(results.Read(logs, block, watched).Select(item => (item.Transaction, item.Log.Index, OfToken(block, item))));
            }
            transfers.AddRange(found.OrderBy(item => item.Transaction).ThenBy(item => item.Log).Select(item => item.Transfer));
        }
        return new BlockBatch([.. blocks.Select(block => block.Name)], transfers) { Seen = [.. blocks.Select(block => new SeenBlock(block.Name, block.Transactions.Count))] };
    }

    /// <summary>Looks at blocks again, by one question for all of them; one that has another number of transactions than before is read anew, with its results.</summary>
    /// <remarks>A result is demanded for each transaction of a block, so a block that had all its transactions had all its results.</remarks>
    /// <exception cref="ChainReadException">The node lacks one of the blocks, or has another one there.</exception>
    public async Task<IReadOnlyList<Transfer>> LookAgainAsync(TronApi node, IReadOnlyList<SeenBlock> seen, TronAddressSet watched, CancellationToken cancellationToken)
    {
        var blocks = await BlocksAsync(node, seen[0].Block.Number, seen[^1].Block.Number, watched, cancellationToken);
        var found = new List<Transfer>();
        for (var i = 0; i < blocks.Length; i++)
        {
            if (blocks[i].Name.Hash != seen[i].Block.Hash) throw new ChainReadException($"block {blocks[i].Name.Number} was replaced before it was looked at again");
            if (blocks[i].Transactions.Count == seen[i].Transactions) continue;
            var again = await ReadAsync(node, blocks[i].Name.Number, blocks[i].Name.Number, watched, cancellationToken);
            if (again.Blocks[0].Hash != seen[i].Block.Hash) throw new ChainReadException($"block {blocks[i].Name.Number} was replaced before it was looked at again");
            found.AddRange(again.Transfers);
        }
        return found;
    }

    /// <summary>The end of the question is exclusive.</summary>
    private static async Task<TronBlock[]> BlocksAsync(TronApi node, long from, long to, TronAddressSet watched, CancellationToken cancellationToken) => InOrder(
        TronBlockParser.ReadRange(await node.AskAsync("wallet/getblockbylimitnext", $$"""{"startNum":{{from}},"endNum":{{to + 1}}}""", cancellationToken), watched), from, to);

    /// <summary>Every block of the range, linked; a block that came twice must be the same both times.</summary>
    private static TronBlock[] InOrder(List<TronBlock> given, long from, long to)
    {
        var blocks = new TronBlock?[to - from + 1];
        foreach (var block in given)
        {
            var index = block.Name.Number - from;
            if (index < 0 || index >= blocks.Length) throw new ChainReadException($"blocks {from} to {to} were asked for and {block.Name.Number} answered");
            if (blocks[index] is { } other && other.Name != block.Name) throw new ChainReadException($"two different blocks {block.Name.Number} in one answer");
            blocks[index] = block;
        }
        for (var i = 0; i < blocks.Length; i++)
        {
            if (blocks[i] is not { } block) throw new ChainReadException($"the node does not have block {from + i}");
            if (i > 0 && block.Name.ParentHash != blocks[i - 1]!.Name.Hash) throw new ChainReadException($"block {block.Name.Number} does not follow the one before it");
        }
        return blocks!;
    }

    private Transfer OfCoin(TronBlock block, TronCoinTransfer coin, TokenInfo token)
    {
        var answer = block.Answer.Span;
        return Of(block, coin.Transaction, TransferId.NativeIndex, token, (UInt128)coin.Amount, TronHex.Address(coin.From.Of(answer)), TronHex.Address(coin.To.Of(answer)));
    }

    private Transfer OfToken(TronBlock block, TronTokenTransfer item) =>
        Of(block, item.Transaction, item.Log.Index.ToString(CultureInfo.InvariantCulture), item.Log.Contract.Token, item.Log.Units, item.Log.From, item.Log.To);

    private static Transfer Of(TronBlock block, int position, string index, TokenInfo token, UInt128 units, string from, string to) =>
        block.Name.Transfer(token, TronHex.Lower(block.IdOf(position)), index, units, from, to);
}
