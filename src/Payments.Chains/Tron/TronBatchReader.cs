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
        var unreadable = new List<string>();
        foreach (var block in blocks)
        {
            unreadable.AddRange(block.Unreadable);
            var found = new List<(int Transaction, int Log, Transfer Transfer)>();
            if (native is not null) found.AddRange(block.Coins.Select(coin => (coin.Transaction, -1, OfCoin(block, coin, native))));
            if (results is not null && watched.Count > 0 && block.Transactions.Count > 0)
            {
                var logs = await node.AskAsync("wallet/gettransactioninfobyblocknum", $$"""{"num":{{block.Name.Number}}}""", cancellationToken);
                found.AddRange(results.Read(logs, block, watched, unreadable)
                    .Select(item => (item.Transaction, item.Log.Index, OfToken(block, item))));
            }
            transfers.AddRange(found.OrderBy(item => item.Transaction).ThenBy(item => item.Log).Select(item => item.Transfer));
        }
        return new BlockBatch([.. blocks.Select(block => block.Name)], transfers)
        {
            Seen = [.. blocks.Where(block => !block.IsProven).Select(block => new SeenBlock(block.Name, null))],
            Unreadable = unreadable,
        };
    }

    /// <summary>Reads blocks again whose root did not show that they were whole; there are hardly any.</summary>
    /// <exception cref="ChainReadException">The node lacks one of the blocks, or has another one there.</exception>
    public async Task<IReadOnlyList<Transfer>> LookAgainAsync(TronApi node, IReadOnlyList<SeenBlock> seen, TronAddressSet watched, CancellationToken cancellationToken)
    {
        var found = new List<Transfer>();
        foreach (var block in seen.Select(one => one.Block))
        {
            var again = await ReadAsync(node, block.Number, block.Number, watched, cancellationToken);
            if (again.Blocks[0].Hash != block.Hash)
                throw new ChainReadException($"block {block.Number} was replaced before it was looked at again");
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

    private static Transfer OfCoin(TronBlock block, TronCoinTransfer coin, TokenInfo token) =>
        Of(block, coin.Transaction, TransferId.NativeIndex, token, (UInt128)coin.Amount, coin.From, coin.To);

    private static Transfer OfToken(TronBlock block, TronTokenTransfer item) =>
        Of(block, item.Transaction, item.Log.Index.ToString(CultureInfo.InvariantCulture), item.Log.Contract.Token, item.Log.Units, item.Log.From, item.Log.To);

    private static Transfer Of(TronBlock block, int position, string index, TokenInfo token, UInt128 units, string from, string to) =>
        block.Name.Transfer(token, TronHex.Lower(block.IdOf(position)), index, units, from, to);
}
