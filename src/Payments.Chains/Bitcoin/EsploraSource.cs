using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Payments.Chains.Reading;

namespace Payments.Chains.Bitcoin;

/// <summary>The HTTP API of Esplora, as block explorers serve it.</summary>
internal sealed class EsploraSource(Uri url, HttpClient http, TimeSpan timeout, TimeProvider time) : IBlockSource
{
    /// <summary>No block is larger.</summary>
    private const int AnswerLimit = 16 << 20;

    private const string Head = "blocks/tip/height";

    private readonly string root = url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');

    /// <summary>Whether Esplora answers there; false where something else does.</summary>
    /// <exception cref="ChainReadException">Nothing answers, or not now.</exception>
    public async Task<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        try
        {
            return TryNumber(await AskAsync(Head, cancellationToken), out _);
        }
        catch (ChainReadException exception) when (exception.InnerException is HttpRequestException { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.TooManyRequests })
        {
            return false;
        }
    }

    public async Task<long> GetHeadAsync(CancellationToken cancellationToken) =>
        TryNumber(await AskAsync(Head, cancellationToken), out var head) ? head : throw new ChainReadException("a height was expected");

    public async Task<string> GetHashAsync(long number, CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString(await AskAsync($"block-height/{number.ToString(CultureInfo.InvariantCulture)}", cancellationToken)).Trim();

    public async Task<byte[]> GetHeaderAsync(string hash, CancellationToken cancellationToken) =>
        Convert.FromHexString(Encoding.UTF8.GetString(await AskAsync($"block/{hash}/header", cancellationToken)).Trim());

    public Task<byte[]> GetBlockAsync(string hash, CancellationToken cancellationToken) => AskAsync($"block/{hash}/raw", cancellationToken);

    public async Task<(UInt128 FeeRate, bool IsSyncing)> GetFactsAsync(CancellationToken cancellationToken)
    {
        using var estimates = JsonDocument.Parse(await AskAsync("fee-estimates", cancellationToken));
        // By the number of blocks to wait, in 10⁻⁸ coins for a byte. Esplora does not tell whether it is catching up.
        var fee = estimates.RootElement.TryGetProperty("6", out var rate) ? (UInt128)(rate.GetDecimal() * 1000) : 0;
        return (fee, false);
    }

    private static bool TryNumber(byte[] answer, out long number) => long.TryParse(Encoding.UTF8.GetString(answer).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private async Task<byte[]> AskAsync(string path, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), patience, timeout, Timeout.InfiniteTimeSpan);
        try
        {
            using var response = await http.GetAsync(new Uri($"{root}/{path}{url.Query}"), HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var asked = response.Headers.RetryAfter;
            if (!response.IsSuccessStatusCode)
                throw new ChainReadException($"{path}: HTTP {(int)response.StatusCode}", new HttpRequestException(null, null, response.StatusCode)) { RetryAfter = asked?.Delta ?? asked?.Date - time.GetUtcNow() };
            await response.Content.LoadIntoBufferAsync(AnswerLimit, patience.Token);
            return await response.Content.ReadAsByteArrayAsync(patience.Token);
        }
        catch (HttpRequestException exception)
        {
            throw new ChainReadException($"{path}: no whole answer: {exception.Message}", exception);
        }
        catch (IOException exception)
        {
            throw new ChainReadException($"{path}: the answer was cut off", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ChainReadException($"no answer within {timeout.TotalSeconds:0.#} s", exception);
        }
    }
}
