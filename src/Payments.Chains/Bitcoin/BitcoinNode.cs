using System.Globalization;
using NBitcoin;
using Payments.Chains.Bitcoin.Work;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Tokens;
using Payments.Domain.Transfers;

namespace Payments.Chains.Bitcoin;

/// <summary>A node of a chain of the Bitcoin family, block by block: a payment is an output to a watched address.</summary>
internal sealed class BitcoinNode : IChainNode, IMempoolNode
{
    private readonly BitcoinCoin coin;
    private readonly ChainOptions options;
    private readonly TimeProvider time;
    private readonly Network network;
    private readonly TokenInfo token;
    private readonly NodeProtocol protocol;
    private readonly WorkCheck? work;

    public BitcoinNode(BitcoinCoin coin, ChainOptions options, NodeTransport transport, TimeProvider time)
    {
        (this.coin, this.options, this.time) = (coin, options, time);
        network = coin.NetworkOf(options);
        token = options.Tokens.Values.Single();
        protocol = new NodeProtocol(coin, transport);
        work = coin.WorkOf(network) is { } rules ? new WorkCheck(rules) : null;
    }

    /// <summary>The root of all transactions is in the header.</summary>
    public bool ProvesBlocks => true;

    public bool ProvesWork => work is not null;

    /// <summary>What stands behind the URL may speak another protocol than before, so that is asked as well.</summary>
    public async Task<long> GetChainIdAsync(CancellationToken cancellationToken) =>
        BitcoinCoin.NumberOf(await HashAsync(await protocol.AskAsync(cancellationToken), 0, cancellationToken));

    public async Task<long> GetHeadAsync(CancellationToken cancellationToken)
    {
        var source = await protocol.KnownAsync(cancellationToken);
        return await source.GetHeadAsync(cancellationToken);
    }

    public Task<long> GetFinalAsync(CancellationToken cancellationToken) => throw new NotSupportedException("Blocks of this chain only become less likely to go away; its settings are refused without a number of confirmations.");

    public async Task<BlockRef> GetBlockAsync(long number, CancellationToken cancellationToken)
    {
        var source = await protocol.KnownAsync(cancellationToken);
        var hash = await HashAsync(source, number, cancellationToken);
        var header = BlockHeader.Read(await source.GetHeaderAsync(hash, cancellationToken));
        return await NameAsync(source, number, hash, header, cancellationToken);
    }

    /// <summary>The first block of the range; its outputs only where any are looked for.</summary>
    public async Task<BlockBatch> ReadAsync(long from, long to, IAddressSet watched, CancellationToken cancellationToken)
    {
        if (watched.Count == 0 || !watched.TakesCoin) return new BlockBatch([await GetBlockAsync(from, cancellationToken)], []);
        var source = await protocol.KnownAsync(cancellationToken);
        var hash = await HashAsync(source, from, cancellationToken);
        var block = await source.GetBlockAsync(hash, cancellationToken);
        var header = BlockHeader.Read(block);
        var name = await NameAsync(source, from, hash, header, cancellationToken);
        var outputs = BlockParser.Read(block, header, coin, (BitcoinAddressSet)watched);
        return new BlockBatch([name], [.. outputs.Select(output => Of(name, output))]);
    }

    /// <summary>What is in no block has not failed: it may still come.</summary>
    public async Task<FoundTransaction?> FindAsync(string transaction, CancellationToken cancellationToken)
    {
        var source = await protocol.KnownAsync(cancellationToken);
        if (await source.FindAsync(transaction, cancellationToken) is not { } found) return null;
        var addresses = found.Scripts
            .Select(script => Script.FromBytesUnsafe(script).GetDestinationAddress(network)?.ToString()).OfType<string>();
        return FoundTransaction.Of(found.Block, hasFailed: false, addresses.Select(address => new Payee(address, null)));
    }

    public async Task<IReadOnlyList<Sighting>> LookAsync(IReadOnlyList<string> awaited, CancellationToken cancellationToken)
    {
        var scripts = new BitcoinAddressSet(network);
        foreach (var address in awaited) scripts.Add(address);
        var outputs = await (await protocol.KnownAsync(cancellationToken)).LookAsync(awaited, scripts, cancellationToken);
        return [.. outputs.Where(output => scripts.Contains(output.Script)).Select(Sighted)];
    }

    public async Task<NetworkFacts> GetFactsAsync(CancellationToken cancellationToken)
    {
        var source = await protocol.KnownAsync(cancellationToken);
        return await BitcoinFacts.ReadAsync(source, options.ChainNumber, cancellationToken);
    }

    private static async Task<string> HashAsync(IBlockSource source, long number, CancellationToken cancellationToken) => BlockHeader.CheckName(await source.GetHashAsync(number, cancellationToken));

    private async Task<BlockRef> NameAsync(
        IBlockSource source, long number, string hash, BlockHeader header, CancellationToken cancellationToken)
    {
        if (coin.NamesBlocksBySha256 && header.Hash != hash)
            throw new ChainReadException($"block {number} has a header that is not that of {hash}");
        var name = new BlockRef(number, hash, header.Previous, header.Time);
        return work is null ? name : name with { Work = await work.CheckAsync(source, number, header, cancellationToken) };
    }

    /// <summary>A transaction spends outputs of possibly many people, so its transfers have no sender.</summary>
    private Transfer Of(BlockRef block, FoundOutput output) => block.Transfer(
        token, output.Transaction, IndexOf(output), output.Units, from: "", to: AddressOf(output));

    private Sighting Sighted(FoundOutput output) => new()
    {
        Id = TransferId.Of(options.Chain, output.Transaction, IndexOf(output)),
        Chain = options.Chain,
        Token = token.Symbol,
        Units = output.Units,
        To = AddressOf(output),
        Transaction = output.Transaction,
        SeenAt = time.GetUtcNow(),
    };

    private static string IndexOf(FoundOutput output) => output.Index.ToString(CultureInfo.InvariantCulture);

    private string AddressOf(FoundOutput output) => Script.FromBytesUnsafe(output.Script).GetDestinationAddress(network)!.ToString();
}
