using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Payments.Chains;
using Payments.Chains.Reading;
using Payments.Contracts.Chains;
using Payments.Domain.Chains;
using Payments.Domain.Identity;
using Payments.Grains.Orders;
using Payments.Grains.State;
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
    ChainProgress progress,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<ChainWatcherGrain> logger) : Grain, IChainWatcherGrain, IRemindable
{
    private const string AliveReminder = "alive";

    /// <summary>Batches in one round at most, so that a long way to catch up is written down in steps.</summary>
    private const int BatchesPerRound = 20;

    /// <summary>Addresses that may be watched for nothing before it is worth beginning afresh.</summary>
    private const int SweepSlack = 1000;

    /// <summary>How often the network's facts are asked for: what transactions cost changes by the block, and nobody pays by it here.</summary>
    private static readonly TimeSpan FactsAge = TimeSpan.FromMinutes(1);

    private const string NoFacts = "no node answered when fees were asked for last";

    private static readonly TimeSpan SweepAge = TimeSpan.FromMinutes(10);

    /// <summary>How long addresses that are over may be watched on, however few they are: reading all the others again has its price.</summary>
    private static readonly TimeSpan FreshAge = TimeSpan.FromDays(1);

    private static readonly TimeSpan ReorgAge = TimeSpan.FromDays(1);

    private IChainReader? reader;
    private MempoolWatch? mempool;
    private IAddressSet? watched;
    private DateTimeOffset addressesSince = DateTimeOffset.MinValue;
    private DateTimeOffset sweptAt;
    private DateTimeOffset freshAt;
    private ChainHead? head;
    private NetworkFacts? facts;
    private DateTimeOffset? headAt;
    private DateTimeOffset? factsAt;
    private DateTimeOffset factsTriedAt;
    private string? missingFee;
    private DateTimeOffset? lastSuccessAt;
    private string? lastError;
    private int reorgs;

    private ChainId Chain => ChainId.FromWatcherKey(this.GetPrimaryKeyString());

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        reader = readers.Find(Chain);
        if (reader is null) return Task.CompletedTask;
        watched = reader.CreateAddressSet();
        if (reader.Mempool is { } looked) mempool = new MempoolWatch(Chain, looked, dispatcher, addresses, time);
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

    /// <inheritdoc />
    public Task<ChainStatus> GetStatusAsync() => Task.FromResult(new ChainStatus
    {
        Chain = Chain,
        Head = head?.Number,
        Cursor = stored.State.Value?.Cursor,
        // A young chain, such as a test net that was just started, has none yet.
        FinalBlock = head?.FinalNumber >= 0 ? head.FinalNumber : null,
        CursorTime = stored.State.Value?.CursorTime,
        Confirmations = reader?.Options.Confirmations,
        LastSuccessAt = lastSuccessAt,
        LastError = lastError,
        Reorgs = reorgs,
        ChainNumber = facts?.ChainId,
        IsSyncing = facts?.IsSyncing,
        HeadAt = headAt,
        Fees = facts?.Fees ?? [],
        FeesAt = factsAt,
        MissingFee = missingFee,
        Nodes = [.. (reader?.Nodes ?? []).Select(node => new NodeStatus
        {
            Url = node.Url,
            IsHealthy = node.IsHealthy,
            Head = node.Head,
            LatencyMs = node.LatencyMs,
            LastError = node.LastError,
            BackOffUntil = node.BackOffUntil,
        })],
    });

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
            await ReadToHeadAsync(head, headAt.Value, end.Token);
            if (mempool is not null) await LookAsync(mempool, end.Token);
            (lastSuccessAt, lastError) = (time.GetUtcNow(), null);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Nothing failed.
        }
        catch (ChainReadException exception)
        {
            lastError = exception.Message;
            LogReadFailed(logger, Chain, exception.Message);
        }
        catch (Exception exception)
        {
            // Told here and nowhere else: a timer would only say it again. A call that somebody else gave up is a failure as well.
            lastError = exception.Message;
            LogRoundFailed(logger, Chain, exception);
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
        }
        catch (ChainReadException exception)
        {
            LogLookFailed(logger, Chain, exception.Message);
        }
    }

    private async Task RefreshAddressesAsync()
    {
        var asOf = time.GetUtcNow();
        foreach (var address in await IsToBeWatchedAfreshAsync(asOf) ? await WatchAfreshAsync(asOf) : await addresses.RegisteredSinceAsync(Chain, addressesSince)) watched!.Add(address);
        if (!watched!.TakesCoin) watched.TakesCoin = await addresses.AnyTakesCoinAsync(Chain);
        addressesSince = asOf;
    }

    /// <summary>Addresses of orders that are long over take memory for nothing; now and then it is seen whether they are the most, or have been there for a day.</summary>
    private async Task<bool> IsToBeWatchedAfreshAsync(DateTimeOffset now)
    {
        if (addressesSince == DateTimeOffset.MinValue) return true;
        if (now - sweptAt < SweepAge) return false;
        sweptAt = now;
        var needed = await addresses.CountWatchedAsync(Chain, WatchedFrom);
        return watched!.Count > (2 * needed) + SweepSlack || (watched.Count > needed && now - freshAt >= FreshAge);
    }

    private Task<IReadOnlyList<string>> WatchAfreshAsync(DateTimeOffset now)
    {
        (watched, sweptAt, freshAt) = (reader!.CreateAddressSet(), now, now);
        return addresses.WatchedAsync(Chain, WatchedFrom);
    }

    /// <summary>Blocks, not clocks, say what is over: after an outage yesterday's payments are still to be read. A reorganisation may go back by as much.</summary>
    private DateTimeOffset WatchedFrom => stored.State.Value is { } cursor ? cursor.CursorTime - ReorgAge : DateTimeOffset.UnixEpoch;
}
