using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Reconciliation;
using Payments.Storage.Reconciliation;

namespace Payments.Grains.Reconciliation;

/// <summary>
/// Compares one day of one account: the two sorted sides first, then what has no partner with charges of other days and accounts, some
/// hundred at a time.
/// </summary>
internal sealed class DayComparison(
    ReconciliationKey account, DateOnly day, StatementCalendar calendar, FeeAgreement fees, ChargeBooks books,
    RefundBooks refundBooks, bool isByPayment, ReconciliationStore store)
{
    /// <summary>The most differences of a day that are stored; all are counted.</summary>
    public const int MostStored = 10_000;

    private const int Chunk = ChargeBooks.MostSought;

    private readonly List<(Difference Difference, MerchantId? Merchant)> found = [];
    private readonly List<SoughtLine> payments = [];
    private readonly List<SoughtLine> refunds = [];
    private readonly List<OwnEntry> missing = [];

    /// <summary>Whose the last line is that was paired with an entry of the day; null where the last line had none.</summary>
    private MerchantId? lastMerchant;

    /// <summary>Adds up what the day brought.</summary>
    public SettlementTally Tally { get; } = new();

    /// <summary>What was found, up to <see cref="MostStored"/>.</summary>
    public IReadOnlyList<(Difference Difference, MerchantId? Merchant)> Found => found;

    /// <summary>How many differences there are, notes left out.</summary>
    public long Differences { get; private set; }

    /// <summary>Lines that agree.</summary>
    public long Matched { get; private set; }

    /// <summary>Our paid entries.</summary>
    public long Entries { get; private set; }

    /// <summary>Compares.</summary>
    /// <param name="theirs">The statement, sorted.</param>
    /// <param name="ours">Our entries of the day, sorted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RunAsync(IEnumerable<StatementEntry> theirs, IEnumerable<OwnEntry> ours, CancellationToken cancellationToken)
    {
        foreach (var pair in ReconciliationRules.Pair(theirs, ours))
        {
            Take(pair);
            if (payments.Count >= Chunk) await SeekPaymentsAsync();
            if (refunds.Count >= Chunk) await SeekRefundsAsync();
            if (missing.Count >= Chunk) await SeekMissingAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
        await SeekPaymentsAsync();
        await SeekRefundsAsync();
        await SeekMissingAsync();
    }

    private void Take(EntryPair pair)
    {
        if (pair.Ours is { } own)
        {
            Tally.AddOurs(own);
            if (own.IsPaid) Entries++;
        }
        switch (pair)
        {
            case { Theirs: { } again, IsAgain: true } when lastMerchant is { } merchant:
                AddAgain(again, merchant);
                break;
            case { Theirs: { } theirs, Ours: { } ours }:
                lastMerchant = ours.Merchant;
                Judge(theirs, ours);
                break;
            case { Theirs: { } alone }:
                lastMerchant = null;
                (alone.Key.Kind == EntryKind.Refund ? refunds : payments).Add(new SoughtLine(alone, pair.IsAgain));
                break;
            case { Ours: { IsPaid: true } unlisted }:
                missing.Add(unlisted);
                break;
        }
    }

    private void Judge(StatementEntry theirs, OwnEntry ours)
    {
        Tally.AddTheirs(theirs, ours.Merchant);
        if (ReconciliationRules.Judge(theirs, ours, fees) is { } kind)
            Add(new Difference(kind, theirs.Key, theirs, ours), ours.Merchant);
        else
            Matched++;
    }

    /// <summary>
    /// Payments of which the day's book has nothing: of a charge that is unpaid here, of another day's or account's, or of none.
    /// </summary>
    private async Task SeekPaymentsAsync()
    {
        if (payments.Count == 0) return;
        string[] references = [.. payments.Select(sought => sought.Line.Key.Reference).Distinct()];
        var known = await books.FindAsync(account.Provider, references, calendar.Basis);
        foreach (var (theirs, isAgain) in payments)
        {
            if (isAgain)
            {
                AddAgain(theirs, known.GetValueOrDefault(theirs.Key.Reference)?.Merchant);
                continue;
            }
            if (known.GetValueOrDefault(theirs.Key.Reference) is not { } ours)
            {
                Tally.AddTheirs(theirs, theirs.Owner);
                if (theirs.IsPaid) Add(new Difference(DifferenceKind.MissingHere, theirs.Key, theirs, null), theirs.Owner);
                continue;
            }
            JudgeElsewhere(theirs, ours);
        }
        payments.Clear();
    }

    /// <summary>
    /// Refunds of which the day's book has nothing: those that are open here or of another day, and those that were made by hand at the
    /// provider, of which the payment says whose they are.
    /// </summary>
    private async Task SeekRefundsAsync()
    {
        if (refunds.Count == 0) return;
        string[] references = [.. refunds.Select(sought => sought.Line.Key.Reference).Distinct()];
        var known = await refundBooks.FindAsync(account.Provider, isByPayment, references);
        string[] paid = [.. refunds.Select(sought => sought.Line.Payment).OfType<string>().Where(IsReference).Distinct()];
        var payments = await books.FindAsync(account.Provider, paid, calendar.Basis);
        foreach (var (theirs, isAgain) in refunds)
        {
            var ours = known.GetValueOrDefault(theirs.Key.Reference);
            var merchant = ours?.Merchant ?? (theirs.Payment is { } payment ? payments.GetValueOrDefault(payment)?.Merchant : null);
            if (isAgain)
            {
                AddAgain(theirs, merchant);
                continue;
            }
            if (ours is not null)
            {
                JudgeElsewhere(theirs, ours);
                continue;
            }
            Tally.AddTheirs(theirs, merchant);
            if (theirs.IsPaid) Add(new Difference(DifferenceKind.MissingHere, theirs.Key, theirs, null), merchant);
        }
        refunds.Clear();
    }

    /// <summary>Takes a line whose key an earlier one had.</summary>
    private void AddAgain(StatementEntry theirs, MerchantId? merchant)
    {
        Tally.AddTheirs(theirs, merchant);
        if (theirs.IsPaid) Add(new Difference(DifferenceKind.Duplicate, theirs.Key, theirs, null), merchant);
    }

    /// <summary>Judges a line with an entry that is not among the day's.</summary>
    private void JudgeElsewhere(StatementEntry theirs, OwnEntry ours)
    {
        Judge(theirs, ours);
        var isOtherDay = ours is { IsPaid: true, At: { } at } && theirs.IsPaid && calendar.DayOf(at) != day;
        if (isOtherDay) Add(new Difference(DifferenceKind.OtherDay, theirs.Key, theirs, ours), ours.Merchant);
    }

    /// <summary>What the statement lacks, unless that of another day has it.</summary>
    private async Task SeekMissingAsync()
    {
        if (missing.Count == 0) return;
        var noted = await store.NotedElsewhereAsync(account, day, [.. missing.Select(entry => entry.Key.Reference)]);
        foreach (var ours in missing.Where(entry => !noted.Contains(entry.Key.Reference)))
            Add(new Difference(DifferenceKind.MissingThere, ours.Key, null, ours), ours.Merchant);
        missing.Clear();
    }

    private void Add(Difference difference, MerchantId? merchant)
    {
        if (difference.Kind != DifferenceKind.OtherDay) Differences++;
        if (found.Count < MostStored) found.Add((difference, merchant));
    }

    private static bool IsReference(string text) => ChargeReference.TryParse(text, out _);

    /// <summary>A line of which the day's book has nothing.</summary>
    /// <param name="Line">The line.</param>
    /// <param name="IsAgain">Whether an earlier line had the same key.</param>
    private readonly record struct SoughtLine(StatementEntry Line, bool IsAgain);
}
