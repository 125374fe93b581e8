namespace Payments.Providers.Cryptomus.Webhooks;

/// <summary>Where a webhook carries its signature.</summary>
public enum CryptomusWebhookScheme
{
    /// <summary>Cryptomus' real scheme: <c>sign</c> in the body, MD5 over the rest of it.</summary>
    Body = 0,

    /// <summary>The recharge document's scheme: a <c>sign</c> header, HMAC-SHA256 over the body.</summary>
    Header = 1,
}

/// <summary>What a webhook is about, which also says whose key signs it.</summary>
public enum CryptomusWebhookType
{
    /// <summary>An invoice.</summary>
    Payment = 0,

    /// <summary>A payment to a static wallet.</summary>
    Wallet = 1,

    /// <summary>A payout.</summary>
    Payout = 2,
}
