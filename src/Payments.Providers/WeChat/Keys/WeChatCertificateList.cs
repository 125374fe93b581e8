using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Payments.Providers.Common;

namespace Payments.Providers.WeChat.Keys;

/// <summary>
/// Reads the answer to <c>GET /v3/certificates</c>. Each certificate comes encrypted under the APIv3 key, which is why it may be trusted.
/// </summary>
internal static class WeChatCertificateList
{
    private const int Most = 32;

    /// <summary>
    /// The certificates; one that is not encrypted under this key, or whose number is not its own, makes the list unreadable.
    /// </summary>
    /// <exception cref="FormatException">The list cannot be read; says why.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static IReadOnlyList<WeChatKey> Read(ReadOnlyMemory<byte> body, string apiKey)
    {
        using var document = JsonDocument.Parse(body);
        var entries = new JsonFields(document.RootElement).List("data").Take(Most + 1).ToArray();
        return entries.Length is 0 or > Most
            ? throw new FormatException($"a list of 1 to {Most} certificates was expected")
            : [.. entries.Select(entry => ReadOne(new JsonFields(entry), apiKey)).DistinctBy(key => key.Id)];
    }

    private static WeChatKey ReadOne(JsonFields fields, string apiKey)
    {
        var sealedOne = fields.Object("encrypt_certificate") ?? throw new FormatException("there is no 'encrypt_certificate'");
        var (nonce, ciphertext) = (sealedOne.Required("nonce"), sealedOne.Required("ciphertext"));
        var plain = WeChatCipher.Open(apiKey, nonce, sealedOne.Text("associated_data") ?? "", ciphertext) ??
            throw new FormatException("a certificate cannot be decrypted: the APIv3 key (api_key) is another one");
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(plain));
            var serial = WeChatSerial.Of(certificate);
            if (!serial.Equals(fields.Required("serial_no"), StringComparison.OrdinalIgnoreCase))
                throw new FormatException("a certificate has another number than the list says");
            var key = certificate.GetRSAPublicKey() ?? throw new FormatException("a certificate has no RSA key");
            return new WeChatKey(serial, key, new DateTimeOffset(certificate.NotBefore.ToUniversalTime()),
                new DateTimeOffset(certificate.NotAfter.ToUniversalTime()));
        }
        catch (CryptographicException)
        {
            throw new FormatException("what was decrypted is no certificate");
        }
    }
}
