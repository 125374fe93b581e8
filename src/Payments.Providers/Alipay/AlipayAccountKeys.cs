using System.Security.Cryptography.X509Certificates;
using Payments.Providers.Alipay.Keys;
using Payments.Providers.Common;

namespace Payments.Providers.Alipay;

/// <summary>The settings of an account at Alipay, the keys and certificates among them, and what may be wrong with them.</summary>
public static class AlipayAccountKeys
{
    /// <summary>The settings, with the variables of the document for WeChat Pay and Alipay and others of the same kind.</summary>
    /// <remarks>Alipay's own key and certificate count as secret, so that a replaced one goes on verifying notices for a while.</remarks>
    public static IReadOnlyList<ProviderSetting> Settings { get; } =
    [
        new("app_id", "ALIPAY_APP_ID", IsRequired: true, IsSecret: false, IsIdentity: true),
        new("private_key", "ALIPAY_PRIVATE_KEY", IsRequired: false, IsSecret: true),
        new("private_key_path", "ALIPAY_PRIVATE_KEY_PATH", IsRequired: false, IsSecret: false),
        new("private_key_password", "ALIPAY_PRIVATE_KEY_PASSWORD", IsRequired: false, IsSecret: true),
        new("public_key", "ALIPAY_PUBLIC_KEY", IsRequired: false, IsSecret: true),
        new("public_key_path", "ALIPAY_PUBLIC_KEY_PATH", IsRequired: false, IsSecret: false),
        new("app_cert", null, IsRequired: false, IsSecret: true),
        new("app_cert_path", "ALIPAY_APP_CERT_PATH", IsRequired: false, IsSecret: false),
        new("alipay_cert", null, IsRequired: false, IsSecret: true),
        new("alipay_cert_path", "ALIPAY_CERT_PATH", IsRequired: false, IsSecret: false),
        new("root_cert", null, IsRequired: false, IsSecret: true),
        new("root_cert_path", "ALIPAY_ROOT_CERT_PATH", IsRequired: false, IsSecret: false),
        new("seller_id", "ALIPAY_SELLER_ID", IsRequired: false, IsSecret: false),
        new("app_auth_token", "ALIPAY_APP_AUTH_TOKEN", IsRequired: false, IsSecret: true),
        new("notify_url", "ALIPAY_NOTIFY_URL", IsRequired: false, IsSecret: false),
        new("return_url", "ALIPAY_RETURN_URL", IsRequired: false, IsSecret: false),
        new(ProviderSetting.Sandbox, "ALIPAY_SANDBOX", IsRequired: false, IsSecret: false),
        new("gateway_url", "ALIPAY_GATEWAY_URL", IsRequired: false, IsSecret: false),
    ];

    private static readonly string[] CertificateNames = ["app_cert", "alipay_cert", "root_cert"];

    /// <summary>What is wrong with an account's settings.</summary>
    public static IReadOnlyList<SettingFault> Check(ProviderAccount account)
    {
        var faults = new List<SettingFault>();
        void Require(bool holds, string name, string expected)
        {
            if (!holds) faults.Add(new SettingFault(name, expected));
        }

        Require(account.Find("app_id") is { Length: >= 16 and <= 32 } id && id.All(char.IsAsciiDigit), "app_id",
            "16 to 32 digits were expected");
        Require(account.Find("seller_id") is not { } seller || seller.Length == 16 && seller.All(char.IsAsciiDigit), "seller_id",
            "16 digits were expected");
        Require(account.Find(ProviderSetting.Sandbox) is null or "true" or "false", ProviderSetting.Sandbox, "true or false was expected");
        faults.AddRange(SettingChecks.Urls(account, "notify_url", "return_url", "gateway_url"));
        Require(account.Find("gateway_url")?.Contains('?') != true, "gateway_url", "an address without a query was expected");
        CheckKeys(account, faults);
        return faults;
    }

    /// <summary>The application's private key.</summary>
    internal static SharedRsa Own(ProviderAccount account)
    {
        var text = KeyText.Find(account, "private_key", isSecret: true) ?? throw NotSet("private_key");
        using var key = KeyText.PrivateKey(text, account.Find("private_key_password"), KeyText.NameOf(account, "private_key"));
        return new SharedRsa(key, isPrivate: true);
    }

    /// <summary>Alipay's public keys: the one that is set, and a replaced one while notices under it may still come.</summary>
    internal static IEnumerable<SharedRsa> Theirs(ProviderAccount account)
    {
        var text = KeyText.Find(account, "public_key", isSecret: false) ?? throw NotSet("public_key");
        yield return Public(text, KeyText.NameOf(account, "public_key"));
        if (account.FormerSettings.GetValueOrDefault("public_key") is { Length: > 0 } former) yield return Public(former, "public_key");
    }

    /// <summary>Whether an account is in certificate mode.</summary>
    internal static bool HasCertificates(ProviderAccount account) =>
        CertificateNames.Any(name => account.Find(name) is not null || account.Find(name + "_path") is not null);

    /// <summary>The certificates of a setting; the first is the one that it is about.</summary>
    internal static IReadOnlyList<X509Certificate2> Certificates(ProviderAccount account, string name)
    {
        var text = KeyText.Find(account, name, isSecret: false) ?? throw NotSet(name);
        return Read(text, KeyText.NameOf(account, name));
    }

    /// <summary>Alipay's replaced certificate while notices under it may still come.</summary>
    internal static IEnumerable<X509Certificate2> FormerCertificates(ProviderAccount account) =>
        account.FormerSettings.GetValueOrDefault("alipay_cert") is { Length: > 0 } former ? [Read(former, "alipay_cert")[0]] : [];

    private static void CheckKeys(ProviderAccount account, List<SettingFault> faults)
    {
        var own = Try(() => Own(account), faults);
        if (!HasCertificates(account))
        {
            var theirs = Try(() => Theirs(account).First(), faults);
            if (own is not null && theirs is not null && own.IsSame(theirs))
                faults.Add(new SettingFault(KeyText.NameOf(account, "public_key"),
                    "this is the application's own public key; Alipay's public key is another one, shown in its console beside it"));
            return;
        }
        var app = Try(() => Certificates(account, "app_cert"), faults);
        var alipay = Try(() => Certificates(account, "alipay_cert"), faults);
        var roots = Try(() => Certificates(account, "root_cert"), faults);
        if (own is not null && app is not null && !own.IsSame(AlipayCertificates.KeyOf(app[0])))
            faults.Add(new SettingFault(KeyText.NameOf(account, "app_cert"), "the certificate is of another key than private_key"));
        if (own is not null && alipay is not null && own.IsSame(AlipayCertificates.KeyOf(alipay[0])))
            faults.Add(new SettingFault(KeyText.NameOf(account, "alipay_cert"),
                "this is the application's certificate; Alipay's was expected"));
        if (alipay is not null && roots is not null && !AlipayCertificates.IsBelow(alipay, roots, at: null))
            faults.Add(new SettingFault(KeyText.NameOf(account, "alipay_cert"), "the certificate was not issued below root_cert"));
        if (roots is not null) Try(() => AlipayCertificates.NumberOf(roots), faults, KeyText.NameOf(account, "root_cert"));
    }

    private static T? Try<T>(Func<T> read, List<SettingFault> faults, string? name = null)
    {
        try
        {
            return read();
        }
        catch (KeyTextException exception)
        {
            faults.Add(exception.Fault);
        }
        catch (FormatException exception) when (name is not null)
        {
            faults.Add(new SettingFault(name, exception.Message));
        }
        return default;
    }

    private static IReadOnlyList<X509Certificate2> Read(string text, string setting)
    {
        try
        {
            var read = AlipayCertificates.Read(text);
            if (setting.StartsWith("root_cert", StringComparison.Ordinal)) return read;
            // Named by its number, and its key verifies: both must be readable.
            _ = AlipayCertificates.NumberOf(read[0]);
            _ = AlipayCertificates.KeyOf(read[0]);
            return read;
        }
        catch (FormatException exception)
        {
            throw new KeyTextException(setting, exception.Message);
        }
    }

    private static SharedRsa Public(string text, string setting)
    {
        using var key = KeyText.PublicKey(text, setting);
        return new SharedRsa(key, isPrivate: false);
    }

    private static KeyTextException NotSet(string name) => new(name, "not set");
}
