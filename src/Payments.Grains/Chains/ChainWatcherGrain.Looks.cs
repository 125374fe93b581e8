using Payments.Chains.Reading;
using Payments.Contracts.Chains;
using Payments.Domain.Chains;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;

namespace Payments.Grains.Chains;

public sealed partial class ChainWatcherGrain
{
    private const string Off = "the chain is off";
    private const string Busy = "too many transactions of this chain are being looked for; try again in a few seconds";
    private const string Silent = "no node of the chain could tell; try again in a minute";

    /// <summary>How long nodes have for it: whoever asks waits a little longer.</summary>
    private static readonly TimeSpan LookPatience = TimeSpan.FromSeconds(20);

    private int looks;

    /// <inheritdoc />
    public Task<TransactionSight> LookAsync(string transaction) =>
        LookAsync(transaction, (nodes, end) => SightAsync(nodes, transaction, end));

    /// <inheritdoc />
    public Task<TransactionSight> LookInBlockAsync(string transaction, long block, IReadOnlyList<string> receivers) =>
        LookAsync(transaction, (nodes, end) => SightInBlockAsync(nodes, transaction, block, receivers, end));

    private async Task<TransactionSight> LookAsync(
        string transaction, Func<IChainReader, CancellationToken, Task<TransactionSight>> sightAsync)
    {
        if (reader is null) return new TransactionSight { Failure = Off };
        if (looks >= IChainWatcherGrain.MostLooks) return new TransactionSight { Failure = Busy };
        looks++;
        using var patience = new CancellationTokenSource(LookPatience, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, lifetime.ApplicationStopping);
        try
        {
            return await sightAsync(reader, end.Token);
        }
        catch (Exception exception) when (IsSilence(exception, end))
        {
            LogNotFound(logger, Chain, transaction, exception.Message);
            return new TransactionSight { Failure = Silent };
        }
        finally
        {
            looks--;
        }
    }

    /// <inheritdoc />
    public async Task<bool> TakeUpAsync(IReadOnlyList<Transfer> transfers)
    {
        if (reader is null || stored.State.Value is not { } cursor || cursor.Stop is not null) return false;
        if (transfers.Any(transfer => !IsOfReadBlock(cursor, transfer))) return false;
        var missed = await MissedAsync(transfers);
        if (missed.Count == 0) return true;
        // Blocks that are no longer remembered may have had other positions when they were read: their time tells what is older.
        var places = missed.Where(transfer => KnownOf(cursor, transfer.Block) is not null)
            .GroupBy(transfer => transfer.Block)
            .ToDictionary(block => block.Key, block => new BlockPlace(block.First().BlockTime, cursor.PositionOf(block.Key)));
        await dispatcher.DispatchLateAsync([.. missed.Select(transfer => BlockPlace.Put(transfer, places))], NothingFinal);
        LogTakenUp(logger, Chain, missed[0].Transaction, missed[0].Block, missed.Count);
        return true;
    }

    private static bool IsOfReadBlock(ChainCursor cursor, Transfer transfer) =>
        transfer.Block <= cursor.Cursor && (KnownOf(cursor, transfer.Block) is not { } mark || mark.Hash == transfer.BlockHash);

    private static BlockMark? KnownOf(ChainCursor cursor, long block) => cursor.Window.FirstOrDefault(known => known.Number == block);

    /// <summary>
    /// Those that no order counts. Orders of long ago are not in their addresses' books any more, so all orders are asked; archived ones
    /// count nothing, so what is as old is left alone.
    /// </summary>
    private async Task<IReadOnlyList<Transfer>> MissedAsync(IReadOnlyList<Transfer> transfers)
    {
        if (transfers.Count == 0) return transfers;
        var naming = await orders.NamingAsync(transfers[0].Transaction);
        var now = time.GetUtcNow();
        return [.. transfers.Where(transfer =>
            !LookRules.IsTooOld(transfer, now) && !naming.Any(order => OrderRules.Counts(order, transfer)))];
    }

    private async Task<TransactionSight> SightAsync(IChainReader nodes, string transaction, CancellationToken cancellationToken)
    {
        if (await nodes.FindAsync(transaction, cancellationToken) is not { } found) return new TransactionSight();
        var ours = await OursAsync(found);
        var sight = new TransactionSight
        {
            IsKnown = true,
            Block = found.Block,
            HasFailed = found.HasFailed,
            Paid = [.. found.Payees.Where(payee => ours.Contains(payee.Address))
                .Select(payee => new PaidAddress(payee.Address, payee.Asset, IsTaken(nodes, payee)))],
            Required = nodes.Options.Confirmations,
        };
        if (found.Block is not { } block) return sight;
        if (found.HasFailed || ours.Count == 0) return Placed(sight, block, []);
        var takesCoin = found.Payees.Any(payee => payee.Asset is null && ours.Contains(payee.Address));
        return Placed(sight, block, await ReadAsync(nodes, transaction, block, ours, takesCoin, cancellationToken));
    }

    private async Task<TransactionSight> SightInBlockAsync(
        IChainReader nodes, string transaction, long block, IReadOnlyList<string> receivers, CancellationToken cancellationToken)
    {
        // What is final nobody knows before.
        if (head is null) return new TransactionSight { Failure = Silent };
        var sight = await SightAsync(nodes, transaction, cancellationToken);
        if (sight.IsKnown) return sight;
        var there = await ReadAsync(nodes, transaction, block, receivers, takesCoin: true, cancellationToken);
        return there.Count == 0
            ? sight
            : Placed(new TransactionSight { IsKnown = true, Block = block, Required = nodes.Options.Confirmations }, block, there);
    }

    private TransactionSight Placed(TransactionSight sight, long block, IReadOnlyList<Transfer> transfers) => sight with
    {
        Transfers = transfers,
        Confirmations = Math.Max(head?.Number ?? 0, block) - block + 1,
        IsFinal = head is not null && block <= head.FinalNumber,
        IsRead = block <= stored.State.Value?.Cursor,
    };

    private static bool IsTaken(IChainReader nodes, Payee payee) => nodes.Options.Tokens.Values.Any(token => token.Contract == payee.Asset);

    private static bool IsSilence(Exception exception, CancellationTokenSource end) =>
        exception is ChainReadException || (exception is OperationCanceledException && end.IsCancellationRequested);

    /// <summary>Those of whom a transaction pays that are addresses of the gateway's.</summary>
    private Task<IReadOnlySet<string>> OursAsync(FoundTransaction found) =>
        addresses.RegisteredAsync(Chain, [.. found.Payees.Select(payee => payee.Address).Distinct()]);

    /// <summary>What a transaction pays to receivers, as its block has it.</summary>
    private static async Task<IReadOnlyList<Transfer>> ReadAsync(IChainReader nodes, string transaction, long block,
        IEnumerable<string> receivers, bool takesCoin, CancellationToken cancellationToken)
    {
        var watched = nodes.CreateAddressSet();
        watched.TakesCoin = takesCoin;
        foreach (var receiver in receivers) watched.Add(receiver);
        var batch = await nodes.PeekAsync(block, watched, cancellationToken);
        return [.. batch.Transfers.Where(transfer => transfer.Transaction == transaction)];
    }
}
