using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Payments.Providers.Alipay.Keys;
using Payments.Providers.Common;

namespace Payments.Providers.Alipay;

/// <summary>An application at Alipay, read from an account's settings, its keys ready for use.</summary>
/// <remarks>Its text form leaves the keys out.</remarks>
public sealed class AlipayAccount
{
    /// <summary>Where Alipay's gateway is.</summary>
    public const string Gateway = "https://openapi.alipay.com/gateway.do";

    /// <summary>Where the gateway of Alipay's sandbox is, whose applications and payers are of their own.</summary>
    public const string SandboxGateway = "https://openapi-sandbox.dl.alipaydev.com/gateway.do";

    private const int MostCertificates = 64;

    /// <summary>How often a certificate that a notice names may be asked for: anybody can name one.</summary>
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMinutes(1);

    private readonly SharedRsa own;
    private readonly IReadOnlyList<SharedRsa> theirs;
    private readonly IReadOnlyList<X509Certificate2> roots = [];
    private readonly X509Certificate2? configured;
    private readonly ConcurrentDictionary<string, SharedRsa> certified = new();
    private long askedTicks;

    private AlipayAccount(ProviderAccount account)
    {
        AppId = account.Get("app_id");
        SellerId = account.Find("seller_id");
        AppAuthToken = account.Find("app_auth_token");
        NotifyUrl = account.Find("notify_url");
        ReturnUrl = account.Find("return_url");
        GatewayUrl = account.Find("gateway_url") ?? (account.Find(ProviderSetting.Sandbox) == "true" ? SandboxGateway : Gateway);
        Reach = account.Reach;
        own = AlipayAccountKeys.Own(account);
        if (!AlipayAccountKeys.HasCertificates(account))
        {
            theirs = [.. AlipayAccountKeys.Theirs(account)];
            return;
        }
        var app = AlipayAccountKeys.Certificates(account, "app_cert")[0];
        configured = AlipayAccountKeys.Certificates(account, "alipay_cert")[0];
        roots = AlipayAccountKeys.Certificates(account, "root_cert");
        AppCertSn = AlipayCertificates.NumberOf(app);
        RootCertSn = AlipayCertificates.NumberOf(roots);
        theirs = [];
        foreach (var certificate in AlipayAccountKeys.FormerCertificates(account).Prepend(configured))
            certified[AlipayCertificates.NumberOf(certificate)] = AlipayCertificates.KeyOf(certificate);
        Ends =
        [
            new CertificateEnd(IHoldsCertificates.Own, UntilOf(app)),
            new CertificateEnd(IHoldsCertificates.Provider, UntilOf(configured)),
        ];
    }

    /// <summary>The application's id.</summary>
    public string AppId { get; }

    /// <summary>The seller's id (2088…), with which notices are compared; null for no comparison.</summary>
    public string? SellerId { get; }

    /// <summary>The token of a shop that authorized the application; null for the application's own shop.</summary>
    public string? AppAuthToken { get; }

    /// <summary>Where notices are to be sent instead of the URL that the charge says, or null.</summary>
    public string? NotifyUrl { get; }

    /// <summary>Where payers are to come back instead of the URL that the charge says, or null.</summary>
    public string? ReturnUrl { get; }

    /// <summary>The gateway, without a query.</summary>
    public string GatewayUrl { get; }

    /// <summary>Which addresses its calls may go to.</summary>
    public ProviderReach Reach { get; }

    /// <summary>The number of the application's certificate; null in public-key mode.</summary>
    public string? AppCertSn { get; }

    /// <summary>The number of Alipay's root certificates; null in public-key mode.</summary>
    public string? RootCertSn { get; }

    /// <summary>When the account's certificates end; none in public-key mode, whose keys do not.</summary>
    public IReadOnlyList<CertificateEnd> Ends { get; } = [];

    /// <summary>Reads an account that <see cref="AlipayAccountKeys.Check"/> finds no fault with.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or cannot be read.</exception>
    public static AlipayAccount Of(ProviderAccount account)
    {
        try
        {
            return new AlipayAccount(account);
        }
        catch (Exception exception) when (exception is KeyTextException or FormatException)
        {
            throw new InvalidOperationException($"{account.Provider}: {exception.Message}", exception);
        }
    }

    /// <summary>Signs the bytes of a sign text.</summary>
    internal string Sign(ReadOnlySpan<byte> text) => Convert.ToBase64String(own.Sign(text));

    /// <summary>Whether Alipay signed a text.</summary>
    /// <param name="text">The bytes that were signed.</param>
    /// <param name="sign">The signature in base64; anything else does not fit.</param>
    /// <param name="certificate">The number of Alipay's certificate that was named; null for whichever is known.</param>
    internal bool Verify(ReadOnlySpan<byte> text, string sign, string? certificate)
    {
        if (!TryBase64(sign, out var signature)) return false;
        foreach (var key in KeysFor(certificate))
            if (key.Verify(text, signature)) return true;
        return false;
    }

    /// <summary>Whether a certificate of Alipay's can be verified with; in public-key mode none is asked for.</summary>
    internal bool Knows(string? certificate) => configured is null || certificate is null || certified.ContainsKey(certificate);

    /// <summary>Whether a certificate that a notice names may be asked for now; it counts as asked for then.</summary>
    internal bool MayAsk(DateTimeOffset now)
    {
        var last = Interlocked.Read(ref askedTicks);
        return now.UtcTicks - last >= BetweenQuestions.Ticks && Interlocked.CompareExchange(ref askedTicks, now.UtcTicks, last) == last;
    }

    /// <summary>
    /// Takes a certificate that was downloaded: issued below the account's roots, good now, of the number that was asked for, and to the
    /// organization of the certificate that the operator set up. Applications' certificates come from the same roots.
    /// </summary>
    /// <returns>Why it is not taken; null where it was.</returns>
    internal string? Take(string number, IReadOnlyList<X509Certificate2> chain, DateTimeOffset now)
    {
        if (configured is null) return "the account has no certificates";
        if (certified.Count >= MostCertificates) return "too many certificates of Alipay's are known";
        try
        {
            if (AlipayCertificates.NumberOf(chain[0]) != number) return "Alipay sent another certificate";
            if (!AlipayCertificates.IsBelow(chain, roots, now)) return "Alipay's certificate was not issued below root_cert";
            if (AlipayCertificates.OrganizationOf(chain[0]) != AlipayCertificates.OrganizationOf(configured))
                return "the certificate was not issued to whom alipay_cert was";
            certified[number] = AlipayCertificates.KeyOf(chain[0]);
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    /// <inheritdoc />
    public override string ToString() => $"AlipayAccount {{ {AppId} at {GatewayUrl} }}";

    private static DateTimeOffset UntilOf(X509Certificate2 certificate) => new(certificate.NotAfter.ToUniversalTime());

    private IEnumerable<SharedRsa> KeysFor(string? certificate)
    {
        if (configured is null) return theirs;
        if (certificate is null) return certified.Values;
        return certified.TryGetValue(certificate, out var key) ? [key] : [];
    }

    private static bool TryBase64(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length)) return false;
        Array.Resize(ref bytes, length);
        return true;
    }
}
