using System.Security.Cryptography.X509Certificates;

namespace Payments.Providers.WeChat;

/// <summary>Serial numbers of certificates as WeChat Pay writes them: upper-case hex, as they stand in the certificate.</summary>
public static class WeChatSerial
{
    /// <summary>What begins the id of a public key; everything else is a certificate's serial number.</summary>
    public const string PublicKeyMark = "PUB_KEY_ID_";

    /// <summary>A certificate's serial number. The zero byte that DER puts before a first byte of 80 and above is no part of it.</summary>
    public static string Of(X509Certificate2 certificate)
    {
        var text = certificate.SerialNumber.ToUpperInvariant();
        return text.Length > 2 && text.StartsWith("00", StringComparison.Ordinal) && text[2] >= '8' ? text[2..] : text;
    }
}
