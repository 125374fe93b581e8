using System.Security.Cryptography.X509Certificates;
using Payments.Providers.Common;

namespace Payments.Providers.WeChat;

/// <summary>What can be wrong with an account's settings.</summary>
public sealed partial class WeChatAccount
{
    /// <summary>What is wrong with an account's settings. Reads the files that they name, and calls nobody.</summary>
    public static IReadOnlyList<SettingFault> Check(ProviderAccount account)
    {
        var faults = SettingChecks.Missing(Settings, account).ToList();
        if (account.Find("mch_id") is { } merchant && !(merchant.Length is >= 8 and <= 32 && merchant.All(char.IsAsciiDigit)))
            faults.Add(new SettingFault("mch_id", "8 to 32 digits were expected"));
        if (account.Find("app_id") is { } app && !(app.Length <= 32 && app.All(char.IsAsciiLetterOrDigit)))
            faults.Add(new SettingFault("app_id", "up to 32 letters and digits were expected"));
        if (account.Find("api_key") is { } key && !WeChatCipher.IsKey(key))
            faults.Add(new SettingFault("api_key",
                $"an APIv3 key of {WeChatCipher.KeyBytes} visible ASCII characters was expected; the key of API v2 is another one"));
        faults.AddRange(KeyFaults(account));
        faults.AddRange(PublicKeyFaults(account));
        faults.AddRange(SettingChecks.Urls(account, "base_url", "second_url", "authorize_url", "token_url"));
        if (account.Find("notify_url") is { } notify && !IsNotifyUrl(notify, account.Reach))
            faults.Add(new SettingFault("notify_url", "an address of up to 255 characters with https:// and no query was expected"));
        return faults;
    }

    /// <summary>Whether WeChat Pay sends notices to an address.</summary>
    internal static bool IsNotifyUrl(string url, ProviderReach reach) =>
        url.Length <= 255 && !url.Contains('?') && ProviderUrl.IsAllowed(url, reach);

    /// <summary>The merchant's own key, certificate and serial number belong together.</summary>
    private static IEnumerable<SettingFault> KeyFaults(ProviderAccount account)
    {
        try
        {
            using var key = PrivateKeyOf(account);
            if (key is null) return [new SettingFault("private_key", "neither it nor private_key_path is set")];
            using var certificate = CertificateOf(account);
            return certificate is null ? SerialFaults(account, null) : CertificateFaults(account, key, certificate);
        }
        catch (KeyTextException exception)
        {
            return [exception.Fault];
        }
    }

    private static IEnumerable<SettingFault> CertificateFaults(
        ProviderAccount account, System.Security.Cryptography.RSA key, X509Certificate2 certificate)
    {
        using var certified = certificate.GetRSAPublicKey()!;
        return KeyText.IsPair(key, certified)
            ? SerialFaults(account, WeChatSerial.Of(certificate))
            : [new SettingFault(KeyText.NameOf(account, "cert"), "the private key's certificate was expected, and this is another key's")];
    }

    private static IEnumerable<SettingFault> SerialFaults(ProviderAccount account, string? certified)
    {
        var serial = account.Find("cert_serial_no");
        if (serial is null) return certified is null ? [new SettingFault("cert_serial_no", "neither it nor cert_path is set")] : [];
        if (serial.Length > 64 || !serial.All(char.IsAsciiHexDigit))
            return [new SettingFault("cert_serial_no", "a serial number in hex was expected")];
        return certified is null || certified.Equals(serial, StringComparison.OrdinalIgnoreCase)
            ? []
            : [new SettingFault("cert_serial_no", $"the certificate's own number was expected, {certified}")];
    }

    /// <summary>WeChat Pay's key comes with its id, and is not the merchant's own.</summary>
    private static IEnumerable<SettingFault> PublicKeyFaults(ProviderAccount account)
    {
        var id = account.Find("public_key_id");
        if (id is not null && !(id.StartsWith(WeChatSerial.PublicKeyMark, StringComparison.Ordinal) && id.Length <= 128))
            return [new SettingFault("public_key_id", $"an id that begins with {WeChatSerial.PublicKeyMark} was expected")];
        try
        {
            using var key = PublicKeyOf(account);
            if (key is null != id is null)
                return [new SettingFault(key is null ? "public_key" : "public_key_id", "the public key and its id are set together")];
            if (key is null) return [];
            using var own = PrivateKeyOf(account);
            return own is not null && KeyText.IsPair(own, key)
                ? [new SettingFault(KeyText.NameOf(account, "public_key"), "WeChat Pay's key was expected, and this is the merchant's own")]
                : [];
        }
        catch (KeyTextException exception) when (exception.Fault.Setting.StartsWith("public_key", StringComparison.Ordinal))
        {
            return [exception.Fault];
        }
        catch (KeyTextException)
        {
            // The private key's fault is told by its own check.
            return [];
        }
    }
}
