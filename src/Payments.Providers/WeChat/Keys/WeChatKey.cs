using System.Security.Cryptography;

namespace Payments.Providers.WeChat.Keys;

/// <summary>A key with which WeChat Pay signs, and for which sensitive fields are encrypted.</summary>
/// <param name="Id">A certificate's serial number, or a public key's id.</param>
/// <param name="Key">The public key.</param>
/// <param name="From">From when it is good; null for always.</param>
/// <param name="Until">Until when it is good; null for ever.</param>
public sealed record WeChatKey(string Id, RSA Key, DateTimeOffset? From, DateTimeOffset? Until)
{
    /// <summary>Whether it is good at a time.</summary>
    public bool IsGood(DateTimeOffset now) => !(From > now) && !(Until < now);
}
