namespace Payments.Providers.Common;

/// <summary>A provider whose accounts go by certificates that end.</summary>
public interface IHoldsCertificates
{
    /// <summary>The certificate that the account's own requests are signed with.</summary>
    const string Own = "own";

    /// <summary>The certificate that the provider signs with.</summary>
    const string Provider = "provider";

    /// <summary>
    /// The certificates of an account that are in use and end, of each kind the one that lasts longest. May ask the provider for its newest
    /// ones; where that fails those at hand are told.
    /// </summary>
    ValueTask<IReadOnlyList<CertificateEnd>> EndsAsync(ProviderAccount account, CancellationToken cancellationToken);
}

/// <summary>When a certificate ends.</summary>
/// <param name="Name"><see cref="IHoldsCertificates.Own"/> or <see cref="IHoldsCertificates.Provider"/>.</param>
/// <param name="Until">Until when it is good.</param>
public sealed record CertificateEnd(string Name, DateTimeOffset Until);
