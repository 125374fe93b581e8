using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Payments.Chains.Reading;

namespace Payments.Chains.Tron;

/// <summary>One full node, or a service in front of many, over the HTTP API of java-tron.</summary>
/// <remarks>Rate limits are those of TronGrid: 429 or 403, no <c>Retry-After</c>, and a text that names the allowed rate and how long to stay away.</remarks>
internal sealed class TronNode(Uri url, string? apiKey, HttpClient http, TimeSpan timeout, TimeProvider time)
{
    /// <summary>The header in which TronGrid expects its key.</summary>
    private const string KeyHeader = "TRON-PRO-API-KEY";

    /// <summary>A larger answer is refused as too much: smaller ranges are asked for instead.</summary>
    private const int AnswerLimit = 64 << 20;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly string root = url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');
    private readonly RequestPace pace = new(time);

    private readonly AuthenticationHeaderValue? credentials = url.UserInfo.Length == 0
        ? null
        : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo))));

    /// <summary>The URL with what may be a key hidden.</summary>
    public string MaskedUrl { get; } = $"{url.Scheme}://{url.Authority}{string.Join('/', url.AbsolutePath.Split('/').Select(part => part.Length > 12 ? "***" : part))}{(url.Query.Length > 0 ? "?***" : "")}";

    /// <summary>Asks one question and returns the bytes of the answer.</summary>
    /// <param name="path">Such as <c>wallet/getblock</c>.</param>
    /// <param name="question">A JSON object.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChainReadException">The node did not answer it.</exception>
    public async Task<ReadOnlyMemory<byte>> AskAsync(string path, string question, CancellationToken cancellationToken)
    {
        await pace.WaitAsync(cancellationToken);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), patience, timeout, Timeout.InfiniteTimeSpan);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{root}/{path}{url.Query}") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(question)) };
            request.Content.Headers.ContentType = Json;
            request.Headers.Authorization = credentials;
            if (apiKey is not null) request.Headers.Add(KeyHeader, apiKey);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var answer = await ReadAsync(response, patience.Token);
            if (!response.IsSuccessStatusCode) throw Refused(response, path, TronRefusal.TextOfFailure(answer.Span));
            return TronRefusal.TextOf(answer.Span) is { } refusal ? throw Refused(path, refusal) : answer;
        }
        catch (JsonException exception)
        {
            throw new ChainReadException($"{path}: the answer is no JSON, or was cut off", exception) { IsTooMuch = true };
        }
        catch (HttpRequestException exception)
        {
            throw new ChainReadException($"no connection: {exception.Message}", exception);
        }
        catch (IOException exception)
        {
            throw new ChainReadException($"{path}: the answer was cut off", exception) { IsTooMuch = true };
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ChainReadException($"no answer within {timeout.TotalSeconds:0.#} s", exception) { IsTooMuch = true };
        }
    }

    /// <summary>A refusal by status. TronGrid means a limit by 403 as well as by 429, and says in its text for how long.</summary>
    private ChainReadException Refused(HttpResponseMessage response, string path, string? text)
    {
        var asked = response.Headers.RetryAfter;
        pace.Learn(TronRefusal.AllowedRate(text));
        return new ChainReadException($"{path}: HTTP {(int)response.StatusCode}{(text is null ? "" : $", {text}")}")
        {
            RetryAfter = asked?.Delta ?? asked?.Date - time.GetUtcNow() ?? TronRefusal.Suspension(text),
            IsTooMuch = response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable),
        };
    }

    /// <summary>A refusal in an answer of status 200, as java-tron itself gives them.</summary>
    private ChainReadException Refused(string path, string text)
    {
        pace.Learn(TronRefusal.AllowedRate(text));
        return new ChainReadException($"{path}: {text}") { RetryAfter = TronRefusal.Suspension(text), IsTooMuch = !TronRefusal.IsLimit(text) };
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[Math.Clamp((response.Content.Headers.ContentLength ?? 0) + 1, 32 << 10, AnswerLimit)];
        var length = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken)) > 0)
        {
            length += read;
            if (length < buffer.Length) continue;
            if (length == AnswerLimit) throw new ChainReadException($"the answer is larger than {AnswerLimit >> 20} MiB") { IsTooMuch = true };
            Array.Resize(ref buffer, Math.Min(AnswerLimit, buffer.Length * 2));
        }
        return buffer.AsMemory(0, length);
    }
}
