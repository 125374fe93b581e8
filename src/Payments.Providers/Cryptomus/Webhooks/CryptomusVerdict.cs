namespace Payments.Providers.Cryptomus.Webhooks;

/// <summary>Why a webhook is not taken.</summary>
public enum CryptomusWebhookFault
{
    /// <summary>It is taken.</summary>
    None = 0,

    /// <summary>It is larger than <see cref="CryptomusWebhookVerifier.LongestBody"/>.</summary>
    TooLarge,

    /// <summary>It is no JSON object, or a text in it is no text.</summary>
    NotJson,

    /// <summary>A field stands twice, so that two readers would read two things.</summary>
    Ambiguous,

    /// <summary>It has no signature where the scheme has it.</summary>
    NotSigned,

    /// <summary>Its <c>type</c> is none of the three.</summary>
    UnknownType,

    /// <summary>It is signed under a key that the account does not have.</summary>
    NoKey,

    /// <summary>The signature does not fit.</summary>
    WrongSignature,

    /// <summary>The signature fits, and a field is missing or of another kind.</summary>
    Unreadable,
}

/// <summary>Whether a webhook is Cryptomus', and what it says.</summary>
/// <param name="Webhook">What it says; null unless it is taken.</param>
/// <param name="Fault">Why it is not.</param>
/// <param name="Reason">The fault in words for a log, without secrets; null when it is taken.</param>
public sealed record CryptomusVerdict(CryptomusWebhook? Webhook, CryptomusWebhookFault Fault, string? Reason)
{
    internal static CryptomusVerdict Taken(CryptomusWebhook webhook) => new(webhook, CryptomusWebhookFault.None, null);

    internal static CryptomusVerdict Not(CryptomusWebhookFault fault, string reason) => new(null, fault, reason);
}
