using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Payments.Chains.Reading;

namespace Payments.Chains.Nodes;

/// <summary>The way to one node over HTTP: its credentials, how long an answer may take, how large it may be, and one meaning for every failure on the way.</summary>
internal sealed class NodeTransport(Uri url, HttpClient http, TimeSpan timeout, TimeProvider time)
{
    /// <summary>A larger answer is refused as too much: smaller ranges are asked for instead.</summary>
    private const int AnswerLimit = 64 << 20;

    private const int FirstBuffer = 32 << 10;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly AuthenticationHeaderValue? credentials = url.UserInfo.Length == 0
        ? null
        : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo))));

    private readonly string root = url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');

    /// <summary>Where the node is.</summary>
    public Uri Url => url;

    /// <summary>A key that the node takes in a header, or null.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The URL with user info, query and path hidden where they may hold a key.</summary>
    public string MaskedUrl { get; } = Mask(url);

    /// <summary>A place below the node's URL.</summary>
    public Uri At(string path) => new($"{root}/{path}{url.Query}");

    /// <summary>A POST of JSON.</summary>
    public static HttpRequestMessage Post(Uri target, byte[] body) =>
        new(HttpMethod.Post, target) { Content = new ByteArrayContent(body) { Headers = { ContentType = Json } } };

    /// <summary>Sends a request and reads the reply.</summary>
    /// <param name="request">Sent once.</param>
    /// <param name="read">Makes the result, refusals by status included; a <see cref="JsonException"/> counts as an answer that was cut off.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="subject">What was asked, named in failures; null when the caller names it.</param>
    /// <exception cref="ChainReadException">No whole answer came, or <paramref name="read"/> refused it.</exception>
    public async Task<T> SendAsync<T>(HttpRequestMessage request, Func<NodeReply, T> read, CancellationToken cancellationToken, string? subject = null)
    {
        using var end = new CancellationTokenSource(timeout, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end.Token);
        var about = subject is null ? "" : $"{subject}: ";
        try
        {
            request.Headers.Authorization = credentials;
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var asked = response.Headers.RetryAfter;
            return read(new NodeReply(response.StatusCode, asked?.Delta ?? asked?.Date - time.GetUtcNow(), await ReadAsync(response, about, patience.Token)));
        }
        catch (JsonException exception)
        {
            throw new ChainReadException($"{about}the answer is no JSON, or was cut off", exception) { IsTooMuch = true };
        }
        catch (HttpRequestException exception)
        {
            throw new ChainReadException($"no connection: {exception.Message}", exception);
        }
        catch (IOException exception)
        {
            throw new ChainReadException($"{about}the answer was cut off", exception) { IsTooMuch = true };
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ChainReadException($"no answer within {timeout.TotalSeconds:0.#} s", exception) { IsTooMuch = true };
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, string about, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[Math.Clamp((response.Content.Headers.ContentLength ?? 0) + 1, FirstBuffer, AnswerLimit)];
        var length = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken)) > 0)
        {
            length += read;
            if (length < buffer.Length) continue;
            if (length == AnswerLimit) throw new ChainReadException($"{about}the answer is larger than {AnswerLimit >> 20} MiB") { IsTooMuch = true };
            Array.Resize(ref buffer, Math.Min(AnswerLimit, buffer.Length * 2));
        }
        return buffer.AsMemory(0, length);
    }

    private static string Mask(Uri url)
    {
        var path = string.Join('/', url.AbsolutePath.Split('/').Select(part => part.Length > 12 ? "***" : part));
        return $"{url.Scheme}://{url.Authority}{path}{(url.Query.Length > 0 ? "?***" : "")}";
    }
}
