using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Chains;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Reconciliation;
using Payments.Domain.Transfers;
using Payments.Providers.Common;
using Payments.Storage;
using Payments.Storage.Queries;
using Payments.Storage.Reconciliation;

namespace Payments.Grains.Reconciliation;

/// <summary>
/// Compares one day of one chain: each transfer that this gateway counted or holds as unmatched is asked at the chain's nodes again, one
/// transaction after another at a bounded pace. Nothing is stored before all were asked.
/// </summary>
public sealed class ChainReconciler(
    ChainCatalog chains, ChainBooks chainBooks, TransferStore transfers, TransferStandings standings, OrderQueries orders,
    ChargeBooks books, RefundBooks refunds, ReconciliationStore store, IGrainFactory grains, IOptions<ReconciliationOptions> options,
    TimeProvider time)
{
    /// <summary>The most transfers of a day that are asked for, which also bounds the memory; the note says how many were not.</summary>
    public const int MostAsked = 20_000;

    /// <summary>How often a transaction is asked for in a row.</summary>
    private const int Tries = 3;

    /// <summary>How often all that are silent are gone through before no node can tell of them.</summary>
    private const int Turns = 2;

    /// <summary>Accounts of chains: each has one, the installation's, because its nodes are the operator's.</summary>
    public IEnumerable<ReconciliationKey> All => chains.On.Select(chain => new ReconciliationKey(chain.Chain.Value, null));

    /// <summary>When the days of a chain begin; null where no such chain is on.</summary>
    public StatementCalendar? CalendarOf(string chain) => IsOn(chain) ? ChainStatement.Calendar : null;

    /// <summary>Whether there is such an account.</summary>
    public bool Knows(ReconciliationKey key) => key.Owner is null && IsOn(key.Provider);

    /// <summary>Compares. The same day again gives the same result, unless orders or chain changed.</summary>
    /// <returns>Why it could not be done, in words for operators; null where it was.</returns>
    public Task<string?> RunAsync(ReconciliationKey key, DateOnly day, CancellationToken cancellationToken) =>
        store.StoreAsync(key, day, () => CompareAsync(key, day, cancellationToken));

    private async Task<ReconciliationResult> CompareAsync(ReconciliationKey key, DateOnly day, CancellationToken cancellationToken)
    {
        var chain = new ChainId(key.Provider);
        if (!IsOn(key.Provider)) throw new ProviderUnavailableException($"{key.Provider} is off");
        var book = await BookAsync(chain, day, cancellationToken);
        var statement = await AskAsync(chain, book, cancellationToken);
        var now = time.GetUtcNow();
        if (statement.Silent > 0 && now < ChainStatement.Calendar.PublicationOf(day) + ReconciliationRules.EmptyPatience)
            throw new ProviderUnavailableException(
                $"no node could tell of {statement.Silent} of {book.Held.Count} transfers: they are asked for again");

        var comparison = new DayComparison(
            key, day, ChainStatement.Calendar, FeeAgreement.Unknown, books, refunds, isByPayment: false, store);
        await comparison.RunAsync(
            statement.Lines.OrderBy(line => line.Key),
            book.Held.Where(held => !statement.SilentOnes.Contains(held.Transfer.Id))
                .Select(held => held.Entry).OrderBy(entry => entry.Key),
            cancellationToken);
        return new ReconciliationResult(
            new ReconciliationRun
            {
                Account = key,
                Day = day,
                DoneAt = now,
                FirstTriedAt = now,
                TriedAt = now,
                Lines = statement.Lines.Count,
                Entries = comparison.Entries,
                Matched = comparison.Matched,
                Differences = comparison.Differences,
                Note = NoteOf(book, statement),
            },
            comparison.Found,
            // Nothing is settled here: what payers sent is the merchants' at once.
            []);
    }

    /// <summary>What this gateway has of the day.</summary>
    /// <exception cref="ProviderUnavailableException">Orders of the day were archived.</exception>
    private async Task<Book> BookAsync(ChainId chain, DateOnly day, CancellationToken cancellationToken)
    {
        var (from, to) = (ChainStatement.Calendar.BeginningOf(day), ChainStatement.Calendar.BeginningOf(day.AddDays(1)));
        var book = new Book();
        await foreach (var order in chainBooks.OrdersAsync(from, to, cancellationToken))
        {
            // What is archived counts nothing any more: without it the day would look as if less had been paid.
            if (order.ArchivedAt is not null)
                throw new ProviderUnavailableException("orders of the day were archived, so that an earlier result stands");
            foreach (var counted in order.Transfers.Where(counted => counted.Transfer.Chain == chain))
                Hold(book, counted.Transfer, order.Merchant, counted is { Confirmed: true, RemovedAt: null }, WordOf(counted));
        }
        // One more than can be asked tells that some are left out.
        foreach (var unmatched in await transfers.SeenAsync(chain, from, to, MostAsked + 1))
            Hold(book, unmatched.Transfer, unmatched.Owner!.Value, isFinal: true, "unmatched");
        return book;
    }

    private void Hold(Book book, Transfer transfer, MerchantId merchant, bool isFinal, string word)
    {
        if (book.Held.Count == MostAsked) book.LeftOut++;
        else if (!TryAmount(transfer, out var amount)) book.Unreadable++;
        else if (book.Known.Add(transfer.Id))
            book.Held.Add(new HeldTransfer(transfer, ChainStatement.EntryOf(transfer, amount, merchant, isFinal, word)));
    }

    private static string WordOf(OrderTransfer counted) => counted switch
    {
        { RemovedAt: not null } => "removed",
        { Confirmed: true } => "counted",
        _ => "unconfirmed",
    };

    /// <summary>Asks for all, then again for those of which no node could tell: what kept them silent may be over by then.</summary>
    private async Task<Statement> AskAsync(ChainId chain, Book book, CancellationToken cancellationToken)
    {
        var statement = new Statement();
        var open = book.Held.GroupBy(held => held.Transfer.Transaction).ToList();
        for (var turn = 0; turn < Turns && open.Count > 0; turn++)
        {
            var silent = new List<IGrouping<string, HeldTransfer>>();
            foreach (var transaction in open)
            {
                if (await LookAsync(chain, transaction, cancellationToken) is not { } sight)
                {
                    silent.Add(transaction);
                    continue;
                }
                var said = new StatedTransaction(sight.IsKnown, sight.Block, sight.HasFailed, sight.IsFinal, sight.Transfers);
                foreach (var held in transaction)
                    if (ChainStatement.LineOf(held.Transfer, held.Entry.IsPaid, said, AmountOf) is { } line) statement.Lines.Add(line);
                await AddMissedAsync(statement, sight, transaction.Key, book);
            }
            open = silent;
        }
        foreach (var held in open.SelectMany(transaction => transaction)) statement.SilentOnes.Add(held.Transfer.Id);
        return statement;
    }

    /// <summary>Asks the nodes at the pace that was set; null where none could tell.</summary>
    private async Task<TransactionSight?> LookAsync(
        ChainId chain, IGrouping<string, HeldTransfer> transaction, CancellationToken cancellationToken)
    {
        string[] receivers = [.. transaction.Select(held => held.Transfer.To).Distinct()];
        for (var tries = 0; tries < Tries; tries++)
        {
            await Task.Delay(TimeSpan.FromMinutes(1) / options.Value.ChainLooksPerMinute, time, cancellationToken);
            try
            {
                var sight = await grains.Find<IChainWatcherGrain>(chain.WatcherKey)
                    .LookInBlockAsync(transaction.Key, transaction.First().Transfer.Block, receivers);
                if (sight.Failure is null) return sight;
            }
            catch (Exception exception) when (exception is TimeoutException or OrleansException)
            {
                // The watcher moves to another silo: nobody could tell for now.
            }
        }
        return null;
    }

    /// <summary>What else the transaction brought to addresses of merchants that nothing here holds.</summary>
    private async Task AddMissedAsync(Statement statement, TransactionSight sight, string transaction, Book book)
    {
        Transfer[] others = [.. sight.Transfers.Where(transfer => sight.IsFinal && !book.Known.Contains(transfer.Id))];
        if (others.Length == 0) return;
        var owners = await standings.OwnersAsync(others);
        var naming = await orders.NamingAsync(transaction);
        foreach (var transfer in others)
        {
            if (owners.GetValueOrDefault((transfer.Chain, transfer.To)) is not { } owner || !TryAmount(transfer, out var amount)) continue;
            var standing = await standings.FindAsync(transfer, owner, naming, chains.StepOf(transfer));
            var question = new TransferQuestion(owner, null, sight.IsRead, sight.IsFinal, WasTakenUp: false, time.GetUtcNow());
            if (LookRules.Of(standing, question) != LookCode.Missed) continue;
            book.Known.Add(transfer.Id);
            statement.Lines.Add(ChainStatement.LineOf(transfer, amount, owner));
        }
    }

    private static string NoteOf(Book book, Statement statement)
    {
        var notes = new List<string>
        {
            "the nodes list no transfers of an address: what else came is seen only in transactions asked for",
            "what came later to orders of the day, or was assigned to them later, is not in it",
        };
        if (statement.Silent > 0) notes.Add($"no node could tell of {statement.Silent} transfers, which were not compared");
        if (book.LeftOut > 0) notes.Add($"{book.LeftOut} transfers or more beyond {MostAsked} were not asked for");
        if (book.Unreadable > 0) notes.Add($"{book.Unreadable} transfers of coins that are off were not compared");
        return string.Join("; ", notes);
    }

    private bool IsOn(string chain) => chains.Find(new ChainId(chain)) is { IsOn: true };

    private bool TryAmount(Transfer transfer, out decimal amount)
    {
        amount = 0;
        return chains.TryGetToken(transfer.Chain, transfer.Token, out var token) &&
            ChainStatement.TryAmount(transfer.Units, token.Decimals, out amount);
    }

    /// <summary>The nodes' amount, of a coin that could be read here before.</summary>
    /// <exception cref="ProviderUnavailableException">It is no amount of money.</exception>
    private decimal AmountOf(Transfer transfer) => TryAmount(transfer, out var amount)
        ? amount
        : throw new ProviderUnavailableException($"the amount of transfer {transfer.Id.Value} cannot be read");

    private readonly record struct HeldTransfer(Transfer Transfer, OwnEntry Entry);

    private sealed class Book
    {
        public List<HeldTransfer> Held { get; } = [];

        public HashSet<TransferId> Known { get; } = [];

        public int LeftOut { get; set; }

        public int Unreadable { get; set; }
    }

    private sealed class Statement
    {
        public List<StatementEntry> Lines { get; } = [];

        public HashSet<TransferId> SilentOnes { get; } = [];

        public int Silent => SilentOnes.Count;
    }
}
