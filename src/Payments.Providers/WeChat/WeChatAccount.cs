using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Payments.Providers.Common;

namespace Payments.Providers.WeChat;

/// <summary>A merchant's account at WeChat Pay (API v3), read from its settings.</summary>
/// <remarks>Its text form leaves the keys out.</remarks>
public sealed partial class WeChatAccount
{
    /// <summary>Where the API is.</summary>
    public const string DefaultBaseUrl = "https://api.mch.weixin.qq.com";

    /// <summary>Its second site, for when no connection can be made to the first.</summary>
    public const string DefaultSecondUrl = "https://api2.mch.weixin.qq.com";

    /// <summary>Where a browser within WeChat is asked who its user is.</summary>
    public const string DefaultAuthorizeUrl = "https://open.weixin.qq.com/connect/oauth2/authorize";

    /// <summary>Where the code from there is exchanged.</summary>
    public const string DefaultTokenUrl = "https://api.weixin.qq.com/sns/oauth2/access_token";

    /// <summary>The settings of an account, with the variables that the document for WeChat Pay and Alipay has for them.</summary>
    public static IReadOnlyList<ProviderSetting> Settings { get; } =
    [
        new("app_id", "WECHAT_APP_ID", IsRequired: true, IsSecret: false),
        new("mch_id", "WECHAT_MCH_ID", IsRequired: true, IsSecret: false, IsIdentity: true),
        new("api_key", "WECHAT_API_KEY", IsRequired: true, IsSecret: true),
        new("cert_serial_no", "WECHAT_CERT_SERIAL_NO", IsRequired: false, IsSecret: false),
        new("private_key", null, IsRequired: false, IsSecret: true),
        new("private_key_path", "WECHAT_PRIVATE_KEY_PATH", IsRequired: false, IsSecret: false),
        new("private_key_password", "WECHAT_PRIVATE_KEY_PASSWORD", IsRequired: false, IsSecret: true),
        new("cert", null, IsRequired: false, IsSecret: false),
        new("cert_path", "WECHAT_CERT_PATH", IsRequired: false, IsSecret: false),
        new("public_key_id", "WECHAT_PUBLIC_KEY_ID", IsRequired: false, IsSecret: false),
        new("public_key", null, IsRequired: false, IsSecret: false),
        new("public_key_path", "WECHAT_PUBLIC_KEY_PATH", IsRequired: false, IsSecret: false),
        new("notify_url", "WECHAT_NOTIFY_URL", IsRequired: false, IsSecret: false),
        new("app_secret", "WECHAT_APP_SECRET", IsRequired: false, IsSecret: true),
        new("base_url", "WECHAT_BASE_URL", IsRequired: false, IsSecret: false),
        new("second_url", "WECHAT_SECOND_URL", IsRequired: false, IsSecret: false),
        new("authorize_url", "WECHAT_AUTHORIZE_URL", IsRequired: false, IsSecret: false),
        new("token_url", "WECHAT_TOKEN_URL", IsRequired: false, IsSecret: false),
    ];

    private WeChatAccount(ProviderAccount account)
    {
        AppId = account.Get("app_id");
        Merchant = account.Get("mch_id");
        ApiKey = account.Get("api_key");
        PrivateKey = PrivateKeyOf(account) ?? throw new InvalidOperationException($"{account.Provider}: private_key is not set.");
        var certificate = CertificateOf(account);
        Serial = certificate is null ? account.Get("cert_serial_no").ToUpperInvariant() : WeChatSerial.Of(certificate);
        CertificateUntil = certificate is null ? null : new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
        certificate?.Dispose();
        PublicKeyId = account.Find("public_key_id");
        PublicKey = PublicKeyOf(account);
        NotifyUrl = account.Find("notify_url");
        AppSecret = account.Find("app_secret");
        BaseUrl = (account.Find("base_url") ?? DefaultBaseUrl).TrimEnd('/');
        SecondUrl = (account.Find("second_url") ?? (account.Find("base_url") is null ? DefaultSecondUrl : null))?.TrimEnd('/');
        AuthorizeUrl = account.Find("authorize_url") ?? DefaultAuthorizeUrl;
        TokenUrl = account.Find("token_url") ?? DefaultTokenUrl;
        Reach = account.Reach;
        Fingerprint = FingerprintOf();
    }

    /// <summary>The app, official account or mini program that takes the payment.</summary>
    public string AppId { get; }

    /// <summary>The merchant's number.</summary>
    public string Merchant { get; }

    /// <summary>The APIv3 key, 32 ASCII characters.</summary>
    public string ApiKey { get; }

    /// <summary>Signs requests.</summary>
    public RSA PrivateKey { get; }

    /// <summary>The serial number of the merchant's own certificate.</summary>
    public string Serial { get; }

    /// <summary>Until when that certificate is good; null where only its serial number is set.</summary>
    public DateTimeOffset? CertificateUntil { get; }

    /// <summary>The id of WeChat Pay's public key, <c>PUB_KEY_ID_…</c>; null while the merchant goes by platform certificates.</summary>
    public string? PublicKeyId { get; }

    /// <summary>That key.</summary>
    public RSA? PublicKey { get; }

    /// <summary>Where notices are to be sent instead of the URL that the charge says, or null.</summary>
    public string? NotifyUrl { get; }

    /// <summary>The app's secret, for the payer's <c>openid</c>; null where JSAPI is off in browsers.</summary>
    public string? AppSecret { get; }

    /// <summary>The API's address, without a slash at the end.</summary>
    public string BaseUrl { get; }

    /// <summary>The address of its second site; null where another <see cref="BaseUrl"/> is set and no second one.</summary>
    public string? SecondUrl { get; }

    /// <summary>Where a browser is asked who its user is.</summary>
    public string AuthorizeUrl { get; }

    /// <summary>Where the code from there is exchanged.</summary>
    public string TokenUrl { get; }

    /// <summary>Which addresses its calls may go to.</summary>
    public ProviderReach Reach { get; }

    /// <summary>Tells accounts apart by what WeChat Pay's own keys depend on.</summary>
    internal string Fingerprint { get; }

    /// <summary>Reads an account that <see cref="Check"/> finds no fault with.</summary>
    /// <exception cref="InvalidOperationException">A required setting is missing.</exception>
    /// <exception cref="Exception">A key cannot be read any more.</exception>
    public static WeChatAccount Of(ProviderAccount account) => new(account);

    /// <inheritdoc />
    public override string ToString() => $"WeChatAccount {{ {Merchant} at {BaseUrl} }}";

    private string FingerprintOf()
    {
        var key = PublicKey is null ? "" : Convert.ToHexString(PublicKey.ExportSubjectPublicKeyInfo());
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{BaseUrl} {Merchant} {ApiKey} {PublicKeyId} {key}")));
    }

    private static RSA? PrivateKeyOf(ProviderAccount account) => KeyText.Find(account, "private_key", isSecret: true) is { } text
        ? KeyText.PrivateKey(text, account.Find("private_key_password"), KeyText.NameOf(account, "private_key"))
        : null;

    private static RSA? PublicKeyOf(ProviderAccount account) => KeyText.Find(account, "public_key", isSecret: false) is { } text
        ? KeyText.PublicKey(text, KeyText.NameOf(account, "public_key"))
        : null;

    private static X509Certificate2? CertificateOf(ProviderAccount account) => KeyText.Find(account, "cert", isSecret: false) is { } text
        ? KeyText.Certificate(text, KeyText.NameOf(account, "cert"))
        : null;
}
