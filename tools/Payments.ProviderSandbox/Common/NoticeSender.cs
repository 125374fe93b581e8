using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Serialization;

namespace Payments.ProviderSandbox.Common;

/// <summary>Sends notices, with the faults of the way that were ordered, and keeps what was heard.</summary>
/// <param name="faults">The faults that were ordered.</param>
/// <param name="sign">Makes the headers of a body, at each post anew; null where notices are signed in their bodies.</param>
internal sealed class NoticeSender(
    FaultBook faults, Func<byte[], Task<IReadOnlyDictionary<string, string>>>? sign = null) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };
    private readonly ConcurrentQueue<PreparedNotice> late = new();
    private PreparedNotice? held;

    /// <summary>What was sent, in that order.</summary>
    public ConcurrentQueue<SentWebhook> Sent { get; } = new();

    /// <summary>Sends one, unless it is ordered to wait.</summary>
    public async Task SendAsync(PreparedNotice notice)
    {
        if (faults.Take(Fault.Late))
        {
            late.Enqueue(notice);
            return;
        }
        if (faults.Take(Fault.OutOfOrder))
        {
            held = notice;
            return;
        }
        await PostAsync(notice);
        if (faults.Take(Fault.Twice)) await PostAsync(notice);
        if (held is not { } earlier) return;
        held = null;
        await PostAsync(earlier);
    }

    /// <summary>Sends what is late.</summary>
    public async Task ReleaseAsync()
    {
        while (late.TryDequeue(out var notice)) await PostAsync(notice);
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();

    private async Task PostAsync(PreparedNotice notice)
    {
        var headers = sign is null ? new Dictionary<string, string>() : await sign(notice.Body);
        using var request = new HttpRequestMessage(HttpMethod.Post, notice.Url);
        request.Content = new ByteArrayContent(notice.Body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(notice.ContentType) } };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        var sent = new SentWebhook(notice.Url, Encoding.UTF8.GetString(notice.Body), 0, "") { Headers = headers };
        try
        {
            using var answer = await http.SendAsync(request);
            Sent.Enqueue(sent with { Status = (int)answer.StatusCode, Answer = await answer.Content.ReadAsStringAsync() });
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            Sent.Enqueue(sent);
        }
    }
}

/// <summary>A notice that is ready, and signed where its body carries the signature.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Body">The body.</param>
/// <param name="ContentType">Its type.</param>
internal sealed record PreparedNotice(string Url, byte[] Body, string ContentType);

/// <summary>A webhook or notice that was sent.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Body">The body's text.</param>
/// <param name="Status">What it heard; 0 for no answer.</param>
/// <param name="Answer">The text of the answer.</param>
public sealed record SentWebhook(string Url, string Body, int Status, string Answer)
{
    /// <summary>The headers of its signature; none where the body carries it.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
