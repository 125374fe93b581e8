using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Payments.ProviderSandbox.Common;

namespace Payments.ProviderSandbox.WeChat;

/// <summary>Encrypts, signs and sends notices, with the faults that were ordered.</summary>
internal sealed class NoticeSender(
    FaultBook faults, Func<string, Task<string>> seal, Func<byte[], Task<IReadOnlyDictionary<string, string>>> sign) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };
    private readonly ConcurrentQueue<(string Url, byte[] Body)> late = new();
    private (string Url, byte[] Body)? held;
    private int last;

    /// <summary>What was sent, in that order, and what it heard: a status, or 0 for none.</summary>
    public ConcurrentQueue<SentNotice> Sent { get; } = new();

    /// <summary>Sends one, unless it has nowhere to go.</summary>
    /// <param name="url">Where to.</param>
    /// <param name="kind">The event's type.</param>
    /// <param name="original">What kind of thing is encrypted.</param>
    /// <param name="plain">What is encrypted.</param>
    public async Task SendAsync(string? url, string kind, string original, JsonObject plain)
    {
        if (url is null) return;
        if (faults.Take(Fault.OtherAmount) && plain["amount"] is JsonObject amount) amount["total"] = (long)amount["total"]! * 10;
        var body = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["id"] = $"EV-{Interlocked.Increment(ref last):0000}",
            ["create_time"] = "2025-01-01T12:00:01+08:00",
            ["resource_type"] = "encrypt-resource",
            ["event_type"] = kind,
            ["summary"] = "支付成功",
            ["resource"] = new JsonObject
            {
                ["original_type"] = original,
                ["algorithm"] = "AEAD_AES_256_GCM",
                ["ciphertext"] = await seal(plain.ToJsonString()),
                ["associated_data"] = WeChatSandbox.NoticeData,
                ["nonce"] = WeChatSandbox.NoticeNonce,
            },
        }.ToJsonString());
        if (faults.Take(Fault.Late)) late.Enqueue((url, body));
        else if (faults.Take(Fault.OutOfOrder)) held = (url, body);
        else
        {
            await PostAsync(url, body);
            if (faults.Take(Fault.Twice)) await PostAsync(url, body);
            if (held is not { } earlier) return;
            held = null;
            await PostAsync(earlier.Url, earlier.Body);
        }
    }

    /// <summary>Sends what is late.</summary>
    public async Task ReleaseAsync()
    {
        while (late.TryDequeue(out var notice)) await PostAsync(notice.Url, notice.Body);
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();

    /// <summary>Sends a body, signed anew.</summary>
    private async Task PostAsync(string url, byte[] body)
    {
        var headers = await sign(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var answer = await http.SendAsync(request);
            Sent.Enqueue(new SentNotice(url, headers, Encoding.UTF8.GetString(body), (int)answer.StatusCode));
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            Sent.Enqueue(new SentNotice(url, headers, Encoding.UTF8.GetString(body), 0));
        }
    }
}

/// <summary>A notice that was sent.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Headers">Its signature.</param>
/// <param name="Body">The body's text.</param>
/// <param name="Status">What it heard; 0 for no answer.</param>
public sealed record SentNotice(string Url, IReadOnlyDictionary<string, string> Headers, string Body, int Status);
