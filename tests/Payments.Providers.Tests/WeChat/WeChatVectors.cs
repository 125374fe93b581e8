using System.Text.Json.Nodes;
using Payments.Providers.Common;
using Payments.Providers.WeChat;
using Payments.Testing;

namespace Payments.Providers.Tests.WeChat;

/// <summary>Signatures and ciphers that OpenSSL and two clients of WeChat Pay made, with the keys that they used.</summary>
internal static class WeChatVectors
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/Payments.Providers.Tests/Vectors");

    public static readonly JsonNode All = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "wechat.json")))!;

    public static string ApiKey => (string)All["apiv3_key"]!;

    public static string MerchantKey => Text("wx_merchant_key.pem");

    public static string MerchantCertificate => Text("wx_merchant_cert.pem");

    public static string PlatformKey => Text("wx_platform_key.pem");

    public static string PlatformCertificate => Text("wx_platform_cert.pem");

    public static string PublicModeKey => Text("wx_pubkey_mode_key.pem");

    public static string PublicModePublicKey => Text("wx_pubkey_mode_pub.pem");

    public static string PathOf(string name) => Path.Combine(Folder, name);

    public static string Text(string name) => File.ReadAllText(PathOf(name));

    /// <summary>The vectors' merchant.</summary>
    public static ProviderAccount Account(params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string>
        {
            ["app_id"] = "wxd678efh567hg6787",
            ["mch_id"] = (string)All["mchid"]!,
            ["api_key"] = ApiKey,
            ["cert_serial_no"] = (string)All["merchant_serial"]!,
            ["private_key"] = MerchantKey,
            ["cert"] = MerchantCertificate,
        };
        foreach (var (name, value) in more)
            if (value.Length == 0) settings.Remove(name);
            else settings[name] = value;
        return new ProviderAccount("wechat", settings, new Dictionary<string, string>(), Owner: null, AllowsSandbox: false);
    }

    /// <summary>The merchant with WeChat Pay's public key.</summary>
    public static ProviderAccount PublicKeyAccount(params (string Name, string Value)[] more) =>
        Account([("public_key_id", (string)All["pub_key_id"]!), ("public_key", PublicModePublicKey), .. more]);

    public static WeChatAccount Read(this ProviderAccount account) => WeChatAccount.Of(account);

    /// <summary>The headers of a signed vector.</summary>
    public static Dictionary<string, string> Headers(string name, params (string Name, string? Value)[] changes)
    {
        var headers = All[name]!.AsObject().Where(field => field.Key.StartsWith("Wechatpay-", StringComparison.Ordinal))
            .ToDictionary(field => field.Key, field => (string)field.Value!, StringComparer.OrdinalIgnoreCase);
        headers.TryAdd("Wechatpay-Serial", (string)All["platform_serial"]!);
        foreach (var (header, value) in changes)
            if (value is null) headers.Remove(header);
            else headers[header] = value;
        return headers;
    }

    public static DateTimeOffset SignedAt(string name) =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse((string)All[name]!["Wechatpay-Timestamp"]!,
            System.Globalization.CultureInfo.InvariantCulture));
}
