using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Payments.Chains.Reading;

namespace Payments.Chains.Nodes;

/// <summary>One JSON-RPC node over HTTP.</summary>
internal sealed class RpcNode(Uri url, HttpClient http, TimeSpan timeout, TimeProvider time)
{
    /// <summary>A larger answer is refused as too much: smaller ranges are asked for instead.</summary>
    private const int AnswerLimit = 64 << 20;

    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = 64 };

    private readonly AuthenticationHeaderValue? credentials = url.UserInfo.Length == 0
        ? null
        : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo))));

    /// <summary>The URL with user info, query and path hidden where they may hold a key.</summary>
    public string MaskedUrl { get; } = Mask(url);

    /// <summary>Asks several questions in one request. The answers come in the order of the questions; any may be an error.</summary>
    /// <exception cref="ChainReadException">The node did not answer all of them.</exception>
    public async Task<RpcAnswers> CallAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), patience, timeout, Timeout.InfiniteTimeSpan);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(RpcCall.Write(calls)) };
            request.Headers.Authorization = credentials;
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            Refuse(response);
            var body = await ReadAsync(response, patience.Token);
            return RpcAnswers.Read(JsonDocument.Parse(body, Depth), calls);
        }
        catch (JsonException exception)
        {
            throw new ChainReadException("the answer is no JSON, or was cut off", exception) { IsTooMuch = true };
        }
        catch (HttpRequestException exception)
        {
            throw new ChainReadException($"no connection: {exception.Message}", exception);
        }
        catch (IOException exception)
        {
            throw new ChainReadException("the answer was cut off", exception) { IsTooMuch = true };
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ChainReadException($"no answer within {timeout.TotalSeconds:0.#} s", exception) { IsTooMuch = true };
        }
    }

    private void Refuse(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode) return;
        var asked = response.Headers.RetryAfter;
        throw new ChainReadException($"HTTP {(int)response.StatusCode}")
        {
            RetryAfter = asked?.Delta ?? asked?.Date - time.GetUtcNow(),
            // Public nodes refuse a question that is too large with almost any status; these are about who asks, where and how often.
            IsTooMuch = response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.NotFound or HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable),
        };
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new MemoryStream();
        var chunk = new byte[64 << 10];
        int read;
        while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (buffer.Length + read > AnswerLimit) throw new ChainReadException($"the answer is larger than {AnswerLimit >> 20} MiB") { IsTooMuch = true };
            buffer.Write(chunk, 0, read);
        }
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    private static string Mask(Uri url)
    {
        var path = string.Join('/', url.AbsolutePath.Split('/').Select(part => part.Length > 12 ? "***" : part));
        return $"{url.Scheme}://{url.Authority}{path}{(url.Query.Length > 0 ? "?***" : "")}";
    }
}
