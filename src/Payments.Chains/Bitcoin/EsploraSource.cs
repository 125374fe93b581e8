using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;

namespace Payments.Chains.Bitcoin;

/// <summary>The HTTP API of Esplora, as block explorers serve it.</summary>
internal sealed class EsploraSource(NodeTransport transport) : IBlockSource
{
    private const string Head = "blocks/tip/height";

    private EsploraMempool? mempool;

    /// <summary>Whether Esplora answers there; false where something else does.</summary>
    /// <exception cref="ChainReadException">Nothing answers, or not now.</exception>
    public Task<bool> IsThereAsync(CancellationToken cancellationToken) => SendAsync(Head, static reply =>
    {
        if (reply.IsSuccess) return TryNumber(reply.Body.Span, out _);
        return reply.Status is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.TooManyRequests ? false : throw Refused(Head, reply);
    }, cancellationToken);

    public async Task<long> GetHeadAsync(CancellationToken cancellationToken) =>
        TryNumber(await AskAsync(Head, cancellationToken), out var head) ? head : throw new ChainReadException("a height was expected");

    public async Task<string> GetHashAsync(long number, CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString(await AskAsync($"block-height/{number.ToString(CultureInfo.InvariantCulture)}", cancellationToken)).Trim();

    public async Task<byte[]> GetHeaderAsync(string hash, CancellationToken cancellationToken) =>
        Convert.FromHexString(Encoding.UTF8.GetString(await AskAsync($"block/{hash}/header", cancellationToken)).Trim());

    public Task<byte[]> GetBlockAsync(string hash, CancellationToken cancellationToken) => AskAsync($"block/{hash}/raw", cancellationToken);

    public async Task<UInt128?> GetFeeRateAsync(CancellationToken cancellationToken)
    {
        using var estimates = JsonDocument.Parse(await AskAsync("fee-estimates", cancellationToken));
        // By the number of blocks to wait, in 10⁻⁸ coins for a byte.
        return estimates.RootElement.TryGetProperty("6", out var rate) ? (UInt128)decimal.Ceiling(rate.GetDecimal() * 1000) : null;
    }

    public Task<bool?> IsSyncingAsync(CancellationToken cancellationToken) => Task.FromResult<bool?>(null);

    public Task<IReadOnlyList<FoundOutput>> LookAsync(IReadOnlyList<string> awaited, BitcoinAddressSet scripts, CancellationToken cancellationToken) =>
        (mempool ??= new EsploraMempool(AskAsync)).LookAsync(awaited, scripts, cancellationToken);

    public async Task<FoundOutputs?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var path = $"tx/{id}";
        var answer = await SendAsync(path, reply => reply.IsSuccess ? reply.Body.ToArray()
            : reply.Status == HttpStatusCode.NotFound ? null
            : throw Refused(path, reply), cancellationToken);
        if (answer is null) return null;
        using var found = JsonDocument.Parse(answer);
        var status = found.RootElement.GetProperty("status");
        long? block = status.GetProperty("confirmed").GetBoolean() ? status.GetProperty("block_height").GetInt64() : null;
        return new FoundOutputs(block, [.. found.RootElement.GetProperty("vout").EnumerateArray()
            .Select(output => Convert.FromHexString(output.GetProperty("scriptpubkey").GetString()!))]);
    }

    private static bool TryNumber(ReadOnlySpan<byte> answer, out long number) => long.TryParse(Encoding.UTF8.GetString(answer).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private Task<byte[]> AskAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(path, reply => reply.IsSuccess ? reply.Body.ToArray() : throw Refused(path, reply), cancellationToken);

    private async Task<T> SendAsync<T>(string path, Func<NodeReply, T> read, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, transport.At(path));
        return await transport.SendAsync(request, read, cancellationToken, path);
    }

    private static ChainReadException Refused(string path, NodeReply reply) => new($"{path}: HTTP {(int)reply.Status}") { RetryAfter = reply.RetryAfter };
}
