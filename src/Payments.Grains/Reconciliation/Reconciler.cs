using Microsoft.Extensions.Options;
using Payments.Domain.Reconciliation;
using Payments.Providers.Common;
using Payments.Storage.Reconciliation;

namespace Payments.Grains.Reconciliation;

/// <summary>
/// Compares one day of one account with its provider's statement and stores what it found in the place of what was found before. Nothing is
/// stored before the statement was read to its end, so that a torn one, or a process that dies, leaves the earlier result as it was.
/// </summary>
public sealed class Reconciler(
    ProviderCatalog catalog, ProviderAccounts accounts, InstallationAccounts installation, ChargeBooks books, RefundBooks refunds,
    ShareBooks shareBooks, ReconciliationStore store, IOptions<ReconciliationOptions> options, TimeProvider time)
{
    private readonly SemaphoreSlim places = new(options.Value.Parallel);

    /// <summary>When the days of a provider's statements begin; null where it gives none, or is none of this version's.</summary>
    public StatementCalendar? CalendarOf(string provider) =>
        catalog.Find(provider) is { Calendar: { } calendar } found && found.Abilities.HasFlag(ProviderAbilities.Statements)
            ? calendar
            : null;

    /// <summary>Whether there is such an account.</summary>
    public async ValueTask<bool> KnowsAsync(ReconciliationKey key) => await FindAsync(key) is not null;

    /// <summary>When the certificates of an account end; none where it has none, or is not there.</summary>
    public async ValueTask<IReadOnlyList<CertificateEnd>> CertificatesAsync(ReconciliationKey key, CancellationToken cancellationToken) =>
        catalog.Find(key.Provider) is IHoldsCertificates holder && await FindAsync(key) is { } account
            ? await holder.EndsAsync(account, cancellationToken)
            : [];

    /// <summary>Compares. The same day again gives the same result, unless orders or statement changed.</summary>
    /// <returns>Why it could not be done, in words for operators; null where it was.</returns>
    public async Task<string?> RunAsync(ReconciliationKey key, DateOnly day, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            return await store.StoreAsync(key, day, () => CompareAsync(key, day, cancellationToken));
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<ReconciliationResult> CompareAsync(ReconciliationKey key, DateOnly day, CancellationToken cancellationToken)
    {
        var provider = catalog.Find(key.Provider) ?? throw new ProviderUnavailableException($"there is no provider {key.Provider}");
        var calendar = CalendarOf(key.Provider) ?? throw new ProviderUnavailableException($"{key.Provider} gives no statements");
        var account = await FindAsync(key) ?? throw new ProviderUnavailableException("the account is not there");
        using var theirs = EntryFiles.ForStatement();
        using var ours = EntryFiles.ForBook();
        var foreign = 0L;
        await foreach (var line in provider.StatementAsync(account, day, cancellationToken))
        {
            var entry = EntryOf(line);
            if (entry.IsOurs) theirs.Add(entry);
            else foreign++;
        }
        var paid = 0L;
        var (begins, ends) = (calendar.BeginningOf(day), calendar.BeginningOf(day.AddDays(1)));
        await foreach (var entry in books.OfAsync(key, calendar.Basis, begins, ends, cancellationToken))
        {
            ours.Add(entry);
            if (entry.IsPaid) paid++;
        }
        var isByPayment = !provider.Abilities.HasFlag(ProviderAbilities.PartialRefund);
        // A statement of the payments that were begun on a day says what became of them; it is no list of the day's refunds.
        if (calendar.Basis == StatementBasis.Paid)
        {
            await foreach (var entry in refunds.OfAsync(key, isByPayment, begins, ends, cancellationToken))
            {
                ours.Add(entry);
                paid++;
            }
        }
        var now = time.GetUtcNow();
        if (!ReconciliationRules.IsBelieved(theirs.Count + foreign, paid, day, calendar, now))
            throw new ProviderUnavailableException(
                $"the statement is empty, and {paid} payments of the day are known here: it is asked for again");

        var fees = new FeeAgreement(options.Value.FeeOf(key.Provider));
        var comparison = new DayComparison(key, day, calendar, fees, books, refunds, isByPayment, store);
        await comparison.RunAsync(theirs.InOrder(), ours.InOrder(), cancellationToken);
        if (provider is ISharesProfit and not IListsFunds)
            await foreach (var (merchant, currency, amount) in shareBooks.OfAsync(key, begins, ends, cancellationToken))
                comparison.Tally.AddShare(merchant, currency, amount);
        var note = await AddFundsAsync(provider, account, day, comparison.Tally, cancellationToken);
        return new ReconciliationResult(
            new ReconciliationRun
            {
                Account = key,
                Day = day,
                DoneAt = now,
                FirstTriedAt = now,
                TriedAt = now,
                Lines = theirs.Count + foreign,
                Foreign = foreign,
                Entries = comparison.Entries,
                Matched = comparison.Matched,
                Differences = comparison.Differences,
                Note = note,
            },
            comparison.Found,
            comparison.Tally.Sums);
    }

    /// <summary>
    /// Adds payouts and shares. They need a permission of their own at some providers: without them the comparison stands, and says so.
    /// </summary>
    private async Task<string?> AddFundsAsync(
        IPaymentProvider provider, ProviderAccount account, DateOnly day, SettlementTally tally, CancellationToken cancellationToken)
    {
        if (provider is not IListsFunds lister) return null;
        List<FundLine> shares = [], payouts = [];
        try
        {
            await foreach (var line in lister.FundsAsync(account, day, cancellationToken))
                (line.Kind == FundKind.Share ? shares : payouts).Add(line);
        }
        catch (ProviderUnavailableException exception)
        {
            return $"payouts and shares could not be had: {exception.Message}";
        }
        foreach (var payout in payouts) tally.AddPayout(account.Owner, payout.Currency, payout.Amount);
        foreach (var part in shares.Chunk(ChargeBooks.MostSought))
        {
            var owners = await books.OwnersAsync(provider.Name, [.. part.Select(share => share.Number).Distinct()]);
            foreach (var share in part)
                tally.AddShare(owners.TryGetValue(share.Number, out var merchant) ? merchant : null, share.Currency, share.Amount);
        }
        return null;
    }

    private async ValueTask<ProviderAccount?> FindAsync(ReconciliationKey key)
    {
        if (key.Owner is not { } owner) return installation.Of(key.Provider);
        return await accounts.FindAsync(owner, key.Provider) is { Owner: not null } own ? own : null;
    }

    private static StatementEntry EntryOf(StatementLine line) => new()
    {
        Key = new EntryKey(line.Reference, line.IsRefund ? EntryKind.Refund : EntryKind.Payment),
        Payment = line.IsRefund ? line.Payment : line.Reference,
        Number = line.ProviderId,
        Amount = line.Amount,
        Currency = line.Currency,
        Fee = line.Fee,
        IsPaid = line.IsPaid,
        At = line.At,
        Word = line.Word,
    };
}
