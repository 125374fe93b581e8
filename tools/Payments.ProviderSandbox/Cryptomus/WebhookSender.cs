using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Payments.ProviderSandbox.Common;
using Payments.Testing;

namespace Payments.ProviderSandbox.Cryptomus;

/// <summary>Signs webhooks with Node and sends them, with the faults that were ordered.</summary>
internal sealed class WebhookSender(FaultBook faults) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };
    private readonly ConcurrentQueue<(string Url, byte[] Body)> late = new();
    private (string Url, byte[] Body)? held;

    /// <summary>What was sent, in that order, and what it heard: a status, or 0 for none.</summary>
    public ConcurrentQueue<SentWebhook> Sent { get; } = new();

    /// <summary>Sends one, unless it has nowhere to go.</summary>
    public async Task SendAsync(string? url, JsonObject data, string key)
    {
        if (url is null) return;
        if (faults.Take(Fault.OtherAmount))
            data["amount"] = SandboxInvoice.Text(decimal.Parse((string)data["amount"]!,
                System.Globalization.CultureInfo.InvariantCulture) * 10);
        var body = await CryptomusOracle.WebhookAsync(data.ToJsonString(), faults.Take(Fault.Forged) ? "somebody-elses-key" : key);
        if (faults.Take(Fault.Late))
        {
            late.Enqueue((url, body));
            return;
        }
        if (faults.Take(Fault.OutOfOrder))
        {
            held = (url, body);
            return;
        }
        await PostAsync(url, body);
        if (faults.Take(Fault.Twice)) await PostAsync(url, body);
        if (held is not { } earlier) return;
        held = null;
        await PostAsync(earlier.Url, earlier.Body);
    }

    /// <summary>Sends what is late.</summary>
    public async Task ReleaseAsync()
    {
        while (late.TryDequeue(out var webhook)) await PostAsync(webhook.Url, webhook.Body);
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();

    private async Task PostAsync(string url, byte[] body)
    {
        try
        {
            using var answer = await http.PostAsync(url,
                new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } });
            Sent.Enqueue(new SentWebhook(url, System.Text.Encoding.UTF8.GetString(body), (int)answer.StatusCode));
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            Sent.Enqueue(new SentWebhook(url, System.Text.Encoding.UTF8.GetString(body), 0));
        }
    }
}

/// <summary>A webhook that was sent.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Body">The body's text.</param>
/// <param name="Status">What it heard; 0 for no answer.</param>
public sealed record SentWebhook(string Url, string Body, int Status);
