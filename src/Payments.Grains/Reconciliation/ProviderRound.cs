using Microsoft.Extensions.Logging;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Reconciliation;
using Payments.Domain.Providers;
using Payments.Domain.Reconciliation;
using Payments.Providers.Common;
using Payments.Storage.Queries;
using Payments.Storage.Reconciliation;

namespace Payments.Grains.Reconciliation;

/// <summary>
/// One round through all accounts at providers, those of the installation and those of merchants, and all chains. An account that fails
/// stops no other.
/// </summary>
public sealed partial class ProviderRound(
    InstallationAccounts installation, ProviderQueries stored, Reconcilers reconcilers, ReconciliationQueries queries,
    IGrainFactory grains, TimeProvider time, ILogger<ProviderRound> logger)
{
    /// <summary>Goes round.</summary>
    public async Task<ProviderWatch> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var statements = new SortedDictionary<string, WatchedStatements>(StringComparer.Ordinal);
        var certificates = new Dictionary<(string Provider, bool IsMerchants, string Name), WatchedCertificate>();
        foreach (var (provider, _) in installation.All) await LookAsync(new ReconciliationKey(provider.Name, null));
        await foreach (var (grainKey, _) in stored.SealedAsync().WithCancellation(cancellationToken))
        {
            var own = ProviderKey.FromGrainKey(grainKey);
            await LookAsync(new ReconciliationKey(own.Provider, own.Merchant));
        }
        foreach (var chain in reconcilers.Chains) await LookAsync(chain);
        return new ProviderWatch
        {
            At = time.GetUtcNow(),
            Statements = [.. statements.Values],
            Certificates = [.. certificates.Values.OrderBy(one => (one.Provider, one.IsMerchants, one.Name))],
        };

        async Task LookAsync(ReconciliationKey account)
        {
            try
            {
                if (reconcilers.CalendarOf(account.Provider) is not null)
                {
                    await grains.Find<IReconciliationGrain>(account.GrainKey).LookAsync();
                    var standing = await queries.StandingAsync(account);
                    Note(account.Provider, standing?.GoodAt ?? standing?.FirstTriedAt ?? now);
                }
                foreach (var end in await reconcilers.CertificatesAsync(account, cancellationToken)) Keep(account, end);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailed(logger, account.Provider, account.Account, failure);
            }
        }

        void Note(string provider, DateTimeOffset since)
        {
            var known = statements.GetValueOrDefault(provider) ??
                new WatchedStatements { Provider = provider, Accounts = 0, Since = since };
            statements[provider] = known with { Accounts = known.Accounts + 1, Since = since < known.Since ? since : known.Since };
        }

        void Keep(ReconciliationKey account, CertificateEnd end)
        {
            var key = (account.Provider, account.Owner is not null, end.Name);
            if (certificates.TryGetValue(key, out var known) && known.Until <= end.Until) return;
            certificates[key] = new WatchedCertificate
            {
                Provider = account.Provider,
                IsMerchants = account.Owner is not null,
                Name = end.Name,
                Until = end.Until,
            };
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "The account {Account} at {Provider} could not be looked at; its statements and certificates are looked at again on the next " +
        "round.")]
    private static partial void LogFailed(ILogger logger, string provider, string account, Exception failure);
}
