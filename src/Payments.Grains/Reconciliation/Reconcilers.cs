using Payments.Domain.Reconciliation;
using Payments.Providers.Common;

namespace Payments.Grains.Reconciliation;

/// <summary>Comparisons with providers and with chains. No chain has the name of a provider.</summary>
public sealed class Reconcilers(Reconciler providers, ChainReconciler chains)
{
    /// <summary>When the days of a provider's statements, or of a chain, begin; null where there are none.</summary>
    public StatementCalendar? CalendarOf(string provider) => chains.CalendarOf(provider) ?? providers.CalendarOf(provider);

    /// <summary>Accounts of chains; those at providers are found where their settings are.</summary>
    public IEnumerable<ReconciliationKey> Chains => chains.All;

    /// <summary>Whether there is such an account.</summary>
    public async ValueTask<bool> KnowsAsync(ReconciliationKey key) => chains.Knows(key) || await providers.KnowsAsync(key);

    /// <summary>When the certificates of an account end; none where it has none, or is not there.</summary>
    public ValueTask<IReadOnlyList<CertificateEnd>> CertificatesAsync(ReconciliationKey key, CancellationToken cancellationToken) =>
        providers.CertificatesAsync(key, cancellationToken);

    /// <summary>Compares a day; the same day again gives the same result, unless something changed.</summary>
    /// <returns>Why it could not be done, in words for operators; null where it was.</returns>
    public Task<string?> RunAsync(ReconciliationKey key, DateOnly day, CancellationToken cancellationToken) =>
        chains.Knows(key) ? chains.RunAsync(key, day, cancellationToken) : providers.RunAsync(key, day, cancellationToken);
}
