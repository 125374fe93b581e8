using System.Globalization;
using NBitcoin;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Tokens;
using Payments.Domain.Transfers;

namespace Payments.Chains.Bitcoin;

/// <summary>A node of a chain of the Bitcoin family, block by block: a payment is an output to a watched address. Which protocol it speaks is found out by asking.</summary>
internal sealed class BitcoinNode(BitcoinCoin coin, ChainOptions options, NodeTransport transport, TimeProvider time) : IChainNode, IMempoolNode
{
    private readonly Network network = coin.NetworkOf(options);
    private readonly TokenInfo token = options.Tokens.Values.Single();
    private volatile IBlockSource? connected;

    /// <summary>The root of all transactions is in the header.</summary>
    public bool ProvesBlocks => true;

    public async Task<long> GetChainIdAsync(CancellationToken cancellationToken) => BitcoinCoin.NumberOf(await HashAsync(await ConnectAsync(cancellationToken), 0, cancellationToken));

    public async Task<long> GetHeadAsync(CancellationToken cancellationToken) => await (await ConnectAsync(cancellationToken)).GetHeadAsync(cancellationToken);

    public Task<long> GetFinalAsync(CancellationToken cancellationToken) => throw new NotSupportedException("Blocks of this chain only become less likely to go away; its settings are refused without a number of confirmations.");

    public async Task<BlockRef> GetBlockAsync(long number, CancellationToken cancellationToken)
    {
        var source = await ConnectAsync(cancellationToken);
        var hash = await HashAsync(source, number, cancellationToken);
        return NameOf(number, hash, BlockHeader.Read(await source.GetHeaderAsync(hash, cancellationToken)));
    }

    /// <summary>The first block of the range; its outputs only where any are looked for.</summary>
    public async Task<BlockBatch> ReadAsync(long from, long to, IAddressSet watched, CancellationToken cancellationToken)
    {
        if (watched.Count == 0 || !watched.TakesCoin) return new BlockBatch([await GetBlockAsync(from, cancellationToken)], []);
        var source = await ConnectAsync(cancellationToken);
        var hash = await HashAsync(source, from, cancellationToken);
        var block = await source.GetBlockAsync(hash, cancellationToken);
        var header = BlockHeader.Read(block);
        var name = NameOf(from, hash, header);
        var outputs = BlockParser.Read(block, header, coin, (BitcoinAddressSet)watched);
        return new BlockBatch([name], [.. outputs.Select(output => Of(name, output))]);
    }

    public async Task<IReadOnlyList<Sighting>> LookAsync(IReadOnlyList<string> awaited, CancellationToken cancellationToken)
    {
        var scripts = new BitcoinAddressSet(network);
        foreach (var address in awaited) scripts.Add(address);
        var outputs = await (await ConnectAsync(cancellationToken)).LookAsync(awaited, scripts, cancellationToken);
        return [.. outputs.Where(output => scripts.Contains(output.Script)).Select(Sighted)];
    }

    public async Task<NetworkFacts> GetFactsAsync(CancellationToken cancellationToken) => await BitcoinFacts.ReadAsync(await ConnectAsync(cancellationToken), options.ChainNumber, cancellationToken);

    private static async Task<string> HashAsync(IBlockSource source, long number, CancellationToken cancellationToken) => BlockHeader.CheckName(await source.GetHashAsync(number, cancellationToken));

    private async Task<IBlockSource> ConnectAsync(CancellationToken cancellationToken)
    {
        if (connected is { } known) return known;
        var esplora = new EsploraSource(transport);
        // Only Core's RPC has a user and a password, and only Core describes blocks whose names are not computed.
        var isEsplora = coin.NamesBlocksBySha256 && transport.Url.UserInfo.Length == 0 && await esplora.IsThereAsync(cancellationToken);
        return connected = isEsplora ? esplora : new RpcSource(new RpcNode(transport), coin);
    }

    private BlockRef NameOf(long number, string hash, BlockHeader header) => !coin.NamesBlocksBySha256 || header.Hash == hash
        ? new BlockRef(number, hash, header.Previous, header.Time)
        : throw new ChainReadException($"block {number} has a header that is not that of {hash}");

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
