using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using Payments.Chains;
using Payments.Chains.Reading;
using Payments.Contracts.Chains;
using Payments.Domain.Chains;
using Payments.Domain.Identity;
using Payments.Grains.Orders;
using Payments.Grains.Persistence;
using Payments.Storage.Queries;
using Payments.Storage.States;

namespace Payments.Grains.Chains;

/// <summary>Reads one chain block by block. The cursor is stored after the blocks' transfers were accepted, so that they arrive at least once.</summary>
[KeepAlive]
public sealed partial class ChainWatcherGrain(
    [PersistentState(StateNames.ChainWatcher, StorageNames.Default)] IPersistentState<Stored<ChainCursor>> stored,
    IChainReaders readers,
    TransferDispatcher dispatcher,
    WalletAddressQueries addresses,
    RefundQueries refunds,
    ChainCatalog chains,
    OrderQueries orders,
    ChainProgress progress,
    IOptions<OrderOptions> orderOptions,
    TransferMetrics metrics,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<ChainWatcherGrain> logger) : Grain, IChainWatcherGrain, IRemindable
{
    private const string AliveReminder = "alive";

    /// <summary>Nothing is final when it is brought to its order: nodes are asked about it first.</summary>
    private const long NothingFinal = -1;

    /// <summary>How often the network's facts are asked for: what transactions cost changes by the block, and nobody pays by it here.</summary>
    private static readonly TimeSpan FactsAge = TimeSpan.FromMinutes(1);

    private const string NoFacts = "no node answered when fees were asked for last";

    private readonly FailureStreak failedRounds = new();
    private readonly FailureStreak failedLooks = new();

    private IChainReader? reader;
    private MempoolWatch? mempool;
    private SecondOpinion? opinion;
    private FinalLook? look;
    private RefundFinder? returns;
    private IAddressSet? watched;
    private ChainHead? head;
    private NetworkFacts? facts;
    private DateTimeOffset? headAt;
    private DateTimeOffset? factsAt;
    private DateTimeOffset factsTriedAt;
    private string? missingFee;
    private DateTimeOffset? lastSuccessAt;
    private string? lastError;
    private long? confirmedThrough;
    private bool isResumed;
    private int reorgs;
    private int unreadable;

    private ChainId Chain => ChainId.FromWatcherKey(this.GetPrimaryKeyString());

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        reader = readers.Find(Chain);
        if (reader is null) return Task.CompletedTask;
        watched = reader.CreateAddressSet();
        if (reader.Mempool is { } looked) mempool = new MempoolWatch(Chain, looked, dispatcher, addresses, time);
        opinion = new SecondOpinion(reader, orderOptions.Value.SecondNodeFrom, metrics, time, logger);
        look = new FinalLook(reader, time);
        returns = new RefundFinder(Chain, refunds, chains, dispatcher);
        this.RegisterGrainTimer(RoundAsync, new GrainTimerCreationOptions(TimeSpan.Zero, reader.Options.PollInterval) { KeepAlive = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StartAsync() => this.RegisterOrUpdateReminder(AliveReminder, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

    /// <inheritdoc />
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        // Being called is enough: an activation reads by itself. A chain that was switched off needs no waking.
        if (reader is null && await this.GetReminder(AliveReminder) is { } reminder) await this.UnregisterReminder(reminder);
    }

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        // A slow node does not hold up the end of the process: what was not written down is read again.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            (head, headAt) = (await reader!.GetHeadAsync(end.Token), time.GetUtcNow());
            if (stored.State.Value is { } known) Note(known.Seen(head.Number));
            await RefreshFactsAsync(end.Token);
            // Addresses are looked up after the head: whoever was asked for money before a block was made is watched when it is read.
            await RefreshAddressesAsync();
            await ReadAndConfirmAsync(head, headAt.Value, end.Token);
            if (mempool is not null) await LookAsync(mempool, end.Token);
            (lastSuccessAt, lastError) = (time.GetUtcNow(), null);
            if (failedRounds.End() is > 0 and var failed) LogReadAgain(logger, Chain, failed);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Nothing failed.
        }
        catch (ChainReadException exception)
        {
            lastError = exception.Message;
            if (failedRounds.Fail(exception.Message, time.GetUtcNow()) is > 0 and var count)
                LogReadFailed(logger, Chain, count, exception.Message);
        }
        catch (Exception exception)
        {
            // Told here and nowhere else: a timer would only say it again. A call that somebody else gave up is a failure as well.
            lastError = exception.Message;
            if (failedRounds.Fail(exception.Message, time.GetUtcNow()) is > 0 and var count)
                LogRoundFailed(logger, Chain, count, exception);
        }
    }

    /// <summary>Payments are read whatever becomes of the question for fees; what was known stays, with its time.</summary>
    private async Task RefreshFactsAsync(CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - factsTriedAt < FactsAge) return;
        factsTriedAt = time.GetUtcNow();
        try
        {
            facts = await reader!.GetNetworkFactsAsync(cancellationToken);
            (factsAt, missingFee) = (time.GetUtcNow(), facts.MissingFee);
        }
        catch (ChainReadException)
        {
            // The node's own words stand beside its name, where operators see them.
            missingFee = NoFacts;
        }
    }

    /// <summary>What waits for a block is only shown, so a failure here does not fail the round.</summary>
    private async Task LookAsync(MempoolWatch watch, CancellationToken cancellationToken)
    {
        try
        {
            await watch.LookAsync(stored.State.Value!.Cursor >= head!.Number, cancellationToken);
            failedLooks.End();
        }
        catch (ChainReadException exception)
        {
            if (failedLooks.Fail(exception.Message, time.GetUtcNow()) is > 0 and var count)
                LogLookFailed(logger, Chain, count, exception.Message);
        }
    }

    /// <summary>What is final becomes so although the newest blocks cannot be read: no answer of a node may hold up the payments before it.</summary>
    private async Task ReadAndConfirmAsync(ChainHead seen, DateTimeOffset seenAt, CancellationToken cancellationToken)
    {
        if (stored.State.Value is null) await BeginAsync(seen, cancellationToken);
        else if (!isResumed) look!.Resume(stored.State.Value, FinalAsOf(seen, stored.State.Value.Cursor));
        isResumed = true;
        var failure = await FailureOfAsync(() => ReadToHeadAsync(seen, seenAt, cancellationToken));
        if (stored.State.Value!.Stop is not null) throw failure ?? Stopped();
        var final = FinalAsOf(seen, stored.State.Value!.Cursor);
        failure = await FailureOfAsync(() => LookAgainAsync(final, cancellationToken)) ?? failure;
        var confirmable = look!.Through(final);
        await dispatcher.ConfirmAsync(Chain, confirmable, opinion!);
        await returns!.ConfirmAsync(confirmable);
        opinion!.EndRound();
        confirmedThrough = Math.Max(confirmedThrough ?? confirmable, confirmable);
        await EndAlarmsAsync();
        if (failure is not null) throw new ChainReadException(failure.Message, failure);
    }

    private static async Task<ChainReadException?> FailureOfAsync(Func<Task> body)
    {
        try
        {
            await body();
            return null;
        }
        catch (ChainReadException exception)
        {
            return exception;
        }
    }

    /// <summary>Payments that only the second look finds go the way of all others.</summary>
    private async Task LookAgainAsync(long final, CancellationToken cancellationToken)
    {
        var (late, again) = await look!.LookAsync(final, stored.State.Value!.Cursor, watched!, cancellationToken);
        if (late.Count > 0)
        {
            metrics.FoundLate(Chain, late.Count);
            LogFoundLate(logger, Chain, late.Count, late[0].Block, late[^1].Block);
        }
        await dispatcher.DispatchLateAsync(returns!.Payments([.. late, .. again]), NothingFinal);
        await returns.DispatchAsync([.. late, .. again]);
    }

    /// <summary>
    /// Only blocks that the cursor's chain holds are final, counted back from the cursor while it is behind the head; and none that the
    /// node itself does not call so: after a fail-over the cursor may be ahead of it.
    /// </summary>
    private static long FinalAsOf(ChainHead seen, long cursor) => Math.Min(seen.FinalNumber, cursor - (seen.Number - seen.FinalNumber));
}
