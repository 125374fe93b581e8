using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;

namespace Payments.ProviderSandbox.Common;

/// <summary>Sends signed notices, with the faults of the way that were ordered, and keeps what was heard.</summary>
internal sealed class NoticeSender(FaultBook faults) : IDisposable
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
        var text = Encoding.UTF8.GetString(notice.Body);
        try
        {
            var content = new ByteArrayContent(notice.Body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(notice.ContentType) } };
            using var answer = await http.PostAsync(notice.Url, content);
            Sent.Enqueue(new SentWebhook(notice.Url, text, (int)answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            Sent.Enqueue(new SentWebhook(notice.Url, text, 0, ""));
        }
    }
}

/// <summary>A notice that is signed and ready.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Body">The body.</param>
/// <param name="ContentType">Its type.</param>
internal sealed record PreparedNotice(string Url, byte[] Body, string ContentType);

/// <summary>A webhook that was sent.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Body">The body's text.</param>
/// <param name="Status">What it heard; 0 for no answer.</param>
/// <param name="Answer">The text of the answer.</param>
public sealed record SentWebhook(string Url, string Body, int Status, string Answer);
