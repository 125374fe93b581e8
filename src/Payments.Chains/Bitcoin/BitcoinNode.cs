using Payments.Chains.Nodes;
using Payments.Chains.Reading;

namespace Payments.Chains.Bitcoin;

/// <summary>One node of a Bitcoin chain. Which protocol it speaks is found out by asking.</summary>
internal sealed class BitcoinNode(Uri url, BitcoinCoin coin, ChainOptions options, HttpClient http, TimeProvider time)
{
    private readonly RpcNode rpc = new(url, http, options.Timeout, time);
    private volatile IBlockSource? believed;

    /// <summary>The URL with what may be a key hidden.</summary>
    public string MaskedUrl => rpc.MaskedUrl;

    /// <summary>The node's way to answer. The first time it must show that it serves the right network: coins of a test network are worth nothing.</summary>
    /// <exception cref="ChainReadException">It serves another, or does not answer.</exception>
    public async Task<IBlockSource> ConnectAsync(CancellationToken cancellationToken)
    {
        if (believed is { } known) return known;
        var esplora = new EsploraSource(url, http, options.Timeout, time);
        // Only Core's RPC has a user and a password.
        IBlockSource source = url.UserInfo.Length == 0 && await esplora.IsThereAsync(cancellationToken) ? esplora : new RpcSource(rpc);
        var genesis = BlockHeader.CheckName(await source.GetHashAsync(0, cancellationToken));
        if (BitcoinCoin.NumberOf(genesis) != options.EvmChainId)
            throw new ChainReadException($"the node serves chain id {BitcoinCoin.NumberOf(genesis)}, and {coin.Name} is {options.EvmChainId}") { RetryAfter = TimeSpan.FromMinutes(10) };
        return believed = source;
    }

    /// <summary>A block's name.</summary>
    public async Task<BlockRef> GetBlockAsync(long number, CancellationToken cancellationToken) => (await ReadHeaderAsync(number, cancellationToken)).Name;

    /// <summary>A block's name, and its outputs to watched addresses where any are looked for.</summary>
    public async Task<(BlockRef Name, List<FoundOutput> Outputs)> ReadAsync(long number, BitcoinAddressSet watched, CancellationToken cancellationToken)
    {
        if (watched.Count == 0 || !watched.TakesCoin) return (await GetBlockAsync(number, cancellationToken), []);
        var source = await ConnectAsync(cancellationToken);
        var hash = BlockHeader.CheckName(await source.GetHashAsync(number, cancellationToken));
        var block = await source.GetBlockAsync(hash, cancellationToken);
        var (name, header) = NameOf(number, hash, block);
        return (name, BlockParser.Read(block, header, coin == BitcoinCoin.Dash, watched));
    }

    private async Task<(BlockRef Name, BlockHeader Header)> ReadHeaderAsync(long number, CancellationToken cancellationToken)
    {
        var source = await ConnectAsync(cancellationToken);
        var hash = BlockHeader.CheckName(await source.GetHashAsync(number, cancellationToken));
        return NameOf(number, hash, await source.GetHeaderAsync(hash, cancellationToken));
    }

    private (BlockRef Name, BlockHeader Header) NameOf(long number, string hash, byte[] bytes)
    {
        var header = BlockHeader.Read(bytes);
        if (coin.NamesBlocksBySha256 && header.Hash != hash) throw new ChainReadException($"block {number} has a header that is not that of {hash}");
        return (new BlockRef(number, hash, header.Previous, header.Time), header);
    }
}
