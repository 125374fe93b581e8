using Payments.Chains.Nodes;
using Payments.Chains.Reading;

namespace Payments.Chains.Bitcoin;

/// <summary>
/// Which protocol a node speaks, found out by asking it. A refusal or a page of words says nothing of that: it is asked again until an
/// answer was understood.
/// </summary>
internal sealed class NodeProtocol
{
    private readonly EsploraSource? esplora;
    private readonly RpcSource rpc;
    private volatile IBlockSource? understood;

    public NodeProtocol(BitcoinCoin coin, NodeTransport transport)
    {
        rpc = new RpcSource(new RpcNode(transport), coin);
        // Only Core's RPC has a user and a password, and only Core describes blocks whose names are not computed.
        if (coin.NamesBlocksBySha256 && transport.Url.UserInfo.Length == 0) esplora = new EsploraSource(transport);
    }

    /// <summary>The protocol that was understood last; asks where none was.</summary>
    /// <exception cref="ChainReadException">The node does not answer, or in no protocol that is known.</exception>
    public async ValueTask<IBlockSource> KnownAsync(CancellationToken cancellationToken) => understood ?? await AskAsync(cancellationToken);

    /// <summary>Asks the node for its head in one protocol after the other.</summary>
    /// <exception cref="ChainReadException">The node does not answer, or in no protocol that is known.</exception>
    public async Task<IBlockSource> AskAsync(CancellationToken cancellationToken)
    {
        understood = null;
        if (esplora is null) return understood = rpc;
        if (await esplora.IsThereAsync(cancellationToken)) return understood = esplora;
        try
        {
            await rpc.GetHeadAsync(cancellationToken);
        }
        catch (ChainReadException exception)
        {
            var reason = $"neither Esplora nor Core's JSON-RPC answers: {exception.Message}";
            throw new ChainReadException(reason, exception) { RetryAfter = exception.RetryAfter };
        }
        return understood = rpc;
    }
}
