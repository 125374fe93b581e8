using Payments.Domain.Payouts;
using Payments.Domain.Settings;
using Payments.Providers.Common;
using Payments.Providers.Cryptomus.Webhooks;

namespace Payments.Providers.Cryptomus;

/// <summary>A merchant's account at Cryptomus, or at a service that speaks its protocol (Heleket), read from its settings.</summary>
/// <remarks>Its text form leaves the keys out.</remarks>
public sealed class CryptomusAccount
{
    /// <summary>Where Cryptomus' API is.</summary>
    public const string DefaultBaseUrl = "https://api.cryptomus.com/v1";

    /// <summary>The settings of an account, with the variables that the recharge document has for them.</summary>
    public static IReadOnlyList<ProviderSetting> Settings { get; } =
    [
        new("api_key", "CRYPTOMUS_API_KEY", IsRequired: true, IsSecret: true),
        new("payout_key", "CRYPTOMUS_PAYOUT_KEY", IsRequired: false, IsSecret: true),
        new("payout_limits", null, IsRequired: false, IsSecret: false),
        new("merchant_uuid", "CRYPTOMUS_MERCHANT_UUID", IsRequired: true, IsSecret: false, IsIdentity: true),
        new("base_url", "CRYPTOMUS_BASE_URL", IsRequired: false, IsSecret: false),
        new("webhook_url", "CRYPTOMUS_WEBHOOK_URL", IsRequired: false, IsSecret: false),
        new("callback_token", "PAYMENT_CALLBACK_TOKEN", IsRequired: false, IsSecret: true),
        new("webhook_scheme", null, IsRequired: false, IsSecret: false),
        new("webhook_networks", null, IsRequired: false, IsSecret: false),
        new("resend_version", null, IsRequired: false, IsSecret: false),
    ];

    private CryptomusAccount(ProviderAccount account)
    {
        BaseUrl = (account.Find("base_url") ?? DefaultBaseUrl).TrimEnd('/');
        MerchantUuid = account.Get("merchant_uuid");
        PaymentKey = account.Get("api_key");
        PayoutKey = account.Find("payout_key");
        PayoutLimits = PayoutLimits.TryParse(account.Find("payout_limits"), out var limits) ? limits : PayoutLimits.None;
        FormerPaymentKey = account.FormerSettings.GetValueOrDefault("api_key");
        FormerPayoutKey = account.FormerSettings.GetValueOrDefault("payout_key");
        WebhookUrl = account.Find("webhook_url");
        CallbackToken = account.Find("callback_token");
        Scheme = account.Find("webhook_scheme") == "header" ? CryptomusWebhookScheme.Header : CryptomusWebhookScheme.Body;
        WebhookNetworks = account.Find("webhook_networks") is { } networks ? NetworkList.Parse(networks) : null;
        ResendVersion = account.Find("resend_version") ?? "v2";
        Reach = account.Reach;
    }

    /// <summary>The API's address with its version, without a slash at the end.</summary>
    public string BaseUrl { get; }

    /// <summary>Sent in the <c>merchant</c> header.</summary>
    public string MerchantUuid { get; }

    /// <summary>Signs all calls but payouts, and webhooks of payments and wallets.</summary>
    public string PaymentKey { get; }

    /// <summary>Signs payouts and their webhooks; null where payouts are off.</summary>
    public string? PayoutKey { get; }

    /// <summary>How much of each coin may be paid out within 24 hours; nothing is, until this is set.</summary>
    public PayoutLimits PayoutLimits { get; }

    /// <summary>A replaced payment key whose webhooks are still taken, or null.</summary>
    public string? FormerPaymentKey { get; }

    /// <summary>A replaced payout key whose webhooks are still taken, or null.</summary>
    public string? FormerPayoutKey { get; }

    /// <summary>Where webhooks are to be sent instead of the URL that the charge says, or null.</summary>
    public string? WebhookUrl { get; }

    /// <summary>A secret that rides on the webhook's URL as <c>token</c>, or null.</summary>
    public string? CallbackToken { get; }

    /// <summary>Where webhooks carry their signature.</summary>
    public CryptomusWebhookScheme Scheme { get; }

    /// <summary>The networks that webhooks may come from; null where any may.</summary>
    public NetworkList? WebhookNetworks { get; }

    /// <summary>The version in the path of <c>payment/resend</c>: <c>v2</c> in the present manual, <c>v1</c> in older ones.</summary>
    public string ResendVersion { get; }

    /// <summary>Which addresses its calls may go to.</summary>
    public ProviderReach Reach { get; }

    /// <summary>Reads an account that <see cref="Check"/> finds no fault with.</summary>
    /// <exception cref="InvalidOperationException">A required setting is missing.</exception>
    public static CryptomusAccount Of(ProviderAccount account) => new(account);

    /// <summary>What is wrong with an account's settings.</summary>
    public static IReadOnlyList<SettingFault> Check(ProviderAccount account)
    {
        var faults = SettingChecks.Missing(Settings, account).ToList();
        if (account.Find("merchant_uuid") is { } merchant && !Guid.TryParseExact(merchant, "D", out _))
            faults.Add(new SettingFault("merchant_uuid", "a UUID was expected"));
        if (account.Find("api_key") is { } key && key == account.Find("payout_key"))
            faults.Add(new SettingFault("payout_key", "the payment key was given; payouts have a key of their own"));
        if (!PayoutLimits.TryParse(account.Find("payout_limits"), out var limits))
            faults.Add(new SettingFault("payout_limits", PayoutLimits.Expected));
        else if (limits.ByCoin.Count > 0 && account.Find("payout_key") is null)
            faults.Add(new SettingFault("payout_key", "is required where payout_limits is set"));
        faults.AddRange(SettingChecks.Urls(account, "base_url", "webhook_url"));
        if (account.Find("webhook_scheme") is not (null or "body" or "header"))
            faults.Add(new SettingFault("webhook_scheme", "body or header was expected"));
        if (account.Find("webhook_networks") is { } networks && !NetworkList.TryParse(networks, out _))
            faults.Add(new SettingFault("webhook_networks", "networks such as 91.227.144.54/32 were expected, with commas between"));
        if (account.Find("resend_version") is not (null or "v1" or "v2"))
            faults.Add(new SettingFault("resend_version", "v1 or v2 was expected"));
        return faults;
    }

    /// <inheritdoc />
    public override string ToString() => $"CryptomusAccount {{ {MerchantUuid} at {BaseUrl} }}";
}
