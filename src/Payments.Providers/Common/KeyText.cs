using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Payments.Providers.Common;

/// <summary>
/// Keys and certificates of an account: the text of a setting, or of the file that the setting with <c>_path</c> behind its name names.
/// Files are the operator's alone: a merchant who could name one could have the gateway read any.
/// </summary>
internal static class KeyText
{
    private const int LeastKeyBits = 2048;
    private const long MostFileBytes = 64 << 10;
    private const string PathEnd = "_path";

    private const UnixFileMode Strangers =
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute | UnixFileMode.GroupWrite;

    private const UnixFileMode Writers = UnixFileMode.OtherWrite | UnixFileMode.GroupWrite;

    /// <summary>The text, or null where neither is set.</summary>
    /// <exception cref="KeyTextException">It is set in a way that cannot be read; it names the setting and what was expected.</exception>
    public static string? Find(ProviderAccount account, string name, bool isSecret)
    {
        var (text, path) = (account.Find(name), account.Find(name + PathEnd));
        if (path is null) return text;
        if (text is not null) throw new KeyTextException(name + PathEnd, $"{name} is set as well; one of them was expected");
        if (account.Owner is not null) throw new KeyTextException(name + PathEnd, "files are the operator's; send the text");
        return ReadFile(path, name + PathEnd, isSecret);
    }

    /// <summary>The name of the setting that a text came from.</summary>
    public static string NameOf(ProviderAccount account, string name) => account.Find(name + PathEnd) is null ? name : name + PathEnd;

    /// <summary>Reads a private RSA key: PKCS#8 or PKCS#1, in PEM or its bare base64; PKCS#8 also under a password.</summary>
    /// <exception cref="KeyTextException">It is none.</exception>
    public static RSA PrivateKey(string text, string? password, string setting)
    {
        if (text.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
            throw new KeyTextException(setting, "this form of encryption is out of use: openssl pkcs8 -topk8 makes one that can be read");
        var isEncrypted = text.Contains("BEGIN ENCRYPTED PRIVATE KEY", StringComparison.Ordinal);
        if (isEncrypted && password is null) throw new KeyTextException(setting, "it is encrypted, and its password is not set");
        return Key(setting, rsa =>
        {
            if (isEncrypted) rsa.ImportFromEncryptedPem(text, password);
            else if (IsPem(text)) rsa.ImportFromPem(text);
            else ImportEither(Base64(text), rsa.ImportPkcs8PrivateKey, rsa.ImportRSAPrivateKey);
            if (!HasPrivate(rsa)) throw new CryptographicException("a public key was given");
        }, isEncrypted ? "its password fits a private RSA key" : "a private RSA key");
    }

    /// <summary>Reads a public RSA key, in PEM or its bare base64.</summary>
    /// <exception cref="KeyTextException">It is none.</exception>
    public static RSA PublicKey(string text, string setting) => Key(setting, rsa =>
    {
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal)) throw new CryptographicException("a private key was given");
        if (IsPem(text)) rsa.ImportFromPem(text);
        else ImportEither(Base64(text), rsa.ImportSubjectPublicKeyInfo, rsa.ImportRSAPublicKey);
    }, "a public RSA key");

    /// <summary>Reads a certificate with an RSA key, in PEM or its bare base64.</summary>
    /// <exception cref="KeyTextException">It is none.</exception>
    public static X509Certificate2 Certificate(string text, string setting)
    {
        try
        {
            var certificate = IsPem(text) ? X509Certificate2.CreateFromPem(text) : X509CertificateLoader.LoadCertificate(Base64(text));
            using var key = certificate.GetRSAPublicKey();
            return key is null ? throw new KeyTextException(setting, "a certificate of an RSA key was expected") : certificate;
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            throw new KeyTextException(setting, "a certificate was expected");
        }
    }

    /// <summary>Whether two keys are of one pair.</summary>
    public static bool IsPair(RSA one, RSA other)
    {
        var (first, second) = (one.ExportParameters(false), other.ExportParameters(false));
        return first.Modulus.AsSpan().SequenceEqual(second.Modulus) && first.Exponent.AsSpan().SequenceEqual(second.Exponent);
    }

    private static string ReadFile(string path, string setting, bool isSecret)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists) throw new KeyTextException(setting, $"there is no file '{path}'");
            if (file.Length > MostFileBytes) throw new KeyTextException(setting, $"the file is longer than {MostFileBytes} bytes");
            if (!OperatingSystem.IsWindows() && (file.UnixFileMode & (isSecret ? Strangers : Writers)) != 0)
                throw new KeyTextException(setting, isSecret
                    ? "others on this machine can read the file: chmod 600"
                    : "others on this machine can change the file: chmod 600");
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new KeyTextException(setting, $"the file cannot be read: {exception.Message}");
        }
    }

    private static RSA Key(string setting, Action<RSA> import, string expected)
    {
        var rsa = RSA.Create();
        try
        {
            import(rsa);
            if (rsa.KeySize < LeastKeyBits) throw new KeyTextException(setting, $"a key of {LeastKeyBits} bits at least was expected");
            return rsa;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException or FormatException)
        {
            rsa.Dispose();
            throw new KeyTextException(setting, $"{expected} was expected");
        }
    }

    private delegate void Import(ReadOnlySpan<byte> bytes, out int read);

    private static void ImportEither(byte[] bytes, Import first, Import second)
    {
        try
        {
            first(bytes, out _);
        }
        catch (CryptographicException)
        {
            second(bytes, out _);
        }
    }

    private static bool HasPrivate(RSA rsa)
    {
        try
        {
            return rsa.ExportParameters(true).D is not null;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool IsPem(string text) => text.Contains("-----BEGIN", StringComparison.Ordinal);

    private static byte[] Base64(string text) => Convert.FromBase64String(text.Trim());
}

/// <summary>A key or certificate of an account cannot be read.</summary>
/// <param name="setting">The setting at fault.</param>
/// <param name="text">What was expected of it.</param>
internal sealed class KeyTextException(string setting, string text) : Exception($"{setting}: {text}")
{
    /// <summary>What to tell about the account.</summary>
    public SettingFault Fault { get; } = new(setting, text);
}
