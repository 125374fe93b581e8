using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;

namespace Payments.Chains.Bitcoin;

/// <summary>The JSON-RPC of Bitcoin Core, Litecoin Core and Dash Core.</summary>
internal sealed class RpcSource(RpcNode node, BitcoinCoin coin) : IBlockSource
{
    /// <summary>Whole coins in 10⁻⁸.</summary>
    private const decimal Coin = 100_000_000m;

    /// <summary>Within how many blocks a payment that offers the fee is to be taken.</summary>
    private const int FeeTarget = 6;

    /// <summary>What the first block names as the one before it; its description leaves that out.</summary>
    private static readonly string NoBlock = new('0', 64);

    private readonly RpcMempool mempool = new(node, coin);
    private readonly RpcTransactions transactions = new(node);

    public async Task<long> GetHeadAsync(CancellationToken cancellationToken)
    {
        var answers = await AskAsync(cancellationToken, new RpcCall("getblockcount"));
        return answers[0].GetInt64();
    }

    public async Task<string> GetHashAsync(long number, CancellationToken cancellationToken)
    {
        var answers = await AskAsync(cancellationToken, new RpcCall("getblockhash", number));
        return answers[0].GetString() ?? throw new ChainReadException($"the node does not have block {number}");
    }

    public Task<byte[]> GetHeaderAsync(string hash, CancellationToken cancellationToken) => BytesAsync(hash, new RpcCall("getblockheader", hash, false), cancellationToken);

    public Task<byte[]> GetBlockAsync(string hash, CancellationToken cancellationToken) => BytesAsync(hash, new RpcCall("getblock", hash, 0), cancellationToken);

    public async Task<UInt128?> GetFeeRateAsync(CancellationToken cancellationToken)
    {
        var answers = await AskAsync(cancellationToken, new RpcCall("estimatesmartfee", FeeTarget));
        return answers[0].TryGetProperty("feerate", out var rate) ? (UInt128)(rate.GetDecimal() * Coin) : null;
    }

    public async Task<bool?> IsSyncingAsync(CancellationToken cancellationToken)
    {
        var answers = await AskAsync(cancellationToken, new RpcCall("getblockchaininfo"));
        return answers[0].GetProperty("initialblockdownload").GetBoolean();
    }

    public Task<IReadOnlyList<FoundOutput>> LookAsync(IReadOnlyList<string> awaited, BitcoinAddressSet scripts, CancellationToken cancellationToken) => mempool.LookAsync(scripts, cancellationToken);

    public Task<FoundOutputs?> FindAsync(string id, CancellationToken cancellationToken) => transactions.FindAsync(id, cancellationToken);

    /// <summary>The bytes of a block or its header. Where its name does not follow from them, the node describes it besides, and both must agree.</summary>
    private async Task<byte[]> BytesAsync(string hash, RpcCall call, CancellationToken cancellationToken)
    {
        var answers = !coin.NamesBlocksBySha256 ? await AskAsync(cancellationToken, call, new RpcCall("getblockheader", hash, true)) : await AskAsync(cancellationToken, call);
        var bytes = Bytes(answers[0], call);
        if (!coin.NamesBlocksBySha256) Compare(hash, BlockHeader.Read(bytes), answers[1]);
        return bytes;
    }

    private static void Compare(string hash, BlockHeader header, JsonElement described)
    {
        if (described.GetProperty("hash").GetString() == hash &&
            described.GetProperty("merkleroot").GetString() == BlockHeader.Name(header.MerkleRoot.Span) &&
            (described.TryGetProperty("previousblockhash", out var previous) ? previous.GetString() : NoBlock) == header.Previous) return;
        throw new ChainReadException($"the node describes block {hash} otherwise than its bytes");
    }

    /// <summary>The bytes in an answer of hex.</summary>
    public static byte[] Bytes(JsonElement answer, RpcCall call)
    {
        if (answer.ValueKind != JsonValueKind.String) throw new ChainReadException($"{call.Method}: the node does not have the block");
        var hex = JsonMarshal.GetRawUtf8Value(answer)[1..^1];
        var bytes = new byte[hex.Length / 2];
        return hex.Length % 2 == 0 && Convert.FromHexString(hex, bytes, out _, out _) == OperationStatus.Done ? bytes : throw new ChainReadException($"{call.Method}: hex was expected");
    }

    private Task<RpcAnswers<JsonElement>> AskAsync(CancellationToken cancellationToken, params RpcCall[] calls) => node.CallAsync(calls, cancellationToken);
}
