using System.Text;
using System.Text.Json.Nodes;
using Payments.ProviderSandbox.Common;

namespace Payments.ProviderSandbox.WeChat;

/// <summary>Encrypts notices and hands them to the sender, which signs each post of them anew.</summary>
internal sealed class SealedNotices(FaultBook faults, NoticeSender sender, Func<string, Task<string>> seal)
{
    private int last;

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
        await sender.SendAsync(new PreparedNotice(url, body, "application/json"));
    }
}

/// <summary>A notice that was sent.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Headers">Its signature.</param>
/// <param name="Body">The body's text.</param>
/// <param name="Status">What it heard; 0 for no answer.</param>
public sealed record SentNotice(string Url, IReadOnlyDictionary<string, string> Headers, string Body, int Status);
