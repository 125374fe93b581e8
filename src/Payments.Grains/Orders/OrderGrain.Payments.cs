using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Payments.Contracts;
using Payments.Contracts.Callbacks;
using Payments.Contracts.Merchants;
using Payments.Contracts.Users;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Domain.Users;
using Payments.Grains.Persistence;
using Payments.Grains.Telemetry;
using Payments.Storage.States;

namespace Payments.Grains.Orders;

public sealed partial class OrderGrain
{
    /// <inheritdoc />
    public async Task<AcceptOutcome> AcceptTransferAsync(Transfer transfer, long finalBlock)
    {
        if (await stored.FindAsync() is not { } order) return AcceptOutcome.NotFound;
        var (outcome, next) = OrderRules.Accept(order, transfer, assigned: false, Now);
        if (outcome == AcceptOutcome.Counted) next = await JudgeSenderAsync(next, transfer);
        next = OrderRules.Confirm(next, transfer.Chain, finalBlock, Now);
        await CommitPaymentAsync(order, next);
        return outcome;
    }

    /// <inheritdoc />
    public async Task ConfirmAsync(ChainId chain, long finalBlock)
    {
        if (await stored.FindAsync() is { } order) await CommitPaymentAsync(order, OrderRules.Confirm(order, chain, finalBlock, Now));
    }

    /// <inheritdoc />
    public async Task ConfirmTransfersAsync(ChainId chain, IReadOnlyList<ConfirmedTransfer> transfers)
    {
        if (await stored.FindAsync() is { } order) await CommitPaymentAsync(order, OrderRules.Confirm(order, chain, transfers, Now));
    }

    /// <inheritdoc />
    public async Task RevertAsync(ChainId chain, long ancestorBlock)
    {
        if (await stored.FindAsync() is not { } order) return;
        var next = OrderRules.Revert(order, chain, ancestorBlock, Now);
        // What comes again is whose it was: remembered first, so that a crash between forgets nothing.
        foreach (var gone in order.Transfers.Except(next.Transfers).Select(counted => counted.Transfer).GroupBy(transfer => transfer.To))
            await memory.RememberAsync(chain, gone.Key, [.. gone.Select(transfer => transfer.Id)], order.Id);
        await CommitPaymentAsync(order, next);
    }

    /// <inheritdoc />
    public async Task SightAsync(Sighting sighting)
    {
        if (await stored.FindAsync() is { } order) await CommitPaymentAsync(order, OrderRules.Sight(order, sighting, Now));
    }

    /// <inheritdoc />
    public async Task UnsightAsync(TransferId transfer)
    {
        if (await stored.FindAsync() is { } order) await CommitPaymentAsync(order, OrderRules.Unsight(order, transfer, Now));
    }

    /// <inheritdoc />
    public async Task<AcceptOutcome> AssignTransferAsync(TransferId transfer)
    {
        var known = await FindAsync();
        if (known?.ArchivedAt is not null) return AcceptOutcome.Archived;
        if (known is not { Quote: { } } order) return AcceptOutcome.NotFound;
        if (await unmatched.FindAsync(transfer) is not { } found || found.Owner != order.Merchant) return AcceptOutcome.UnknownTransfer;
        // A claim is for good, so what cannot count is refused before it.
        var (outcome, next) = OrderRules.Accept(order, found.Transfer, assigned: true, Now);
        if (outcome is not (AcceptOutcome.Counted or AcceptOutcome.Duplicate)) return outcome;
        var claim = await quotes.AddressOf(found.Transfer.Chain, found.Transfer.To).ClaimUnmatchedAsync(transfer, order.Id, found.Transfer.Token, order.Merchant);
        if (claim.TakenByOther) return AcceptOutcome.TakenByOther;
        if (claim.Transfer is null) return AcceptOutcome.UnknownTransfer;
        if (outcome == AcceptOutcome.Counted)
            next = Audited(order, await JudgeSenderAsync(next, found.Transfer), "assigned", further: Assigned(transfer));
        await CommitPaymentAsync(order, next);
        return outcome;
    }

    /// <inheritdoc />
    public async Task WakeAsync()
    {
        if (await stored.FindAsync() is not { } order || order.WakeAt is not { } wakeAt || wakeAt > Now) return;
        using var trace = OrderTraces.Wake(order);
        order = await AskDueChargesAsync(order);
        order = await AdvanceDueRefundsAsync(order);
        order = await AdvanceDueSharesAsync(order);
        var readThrough = order.Reservation is { } reservation && Now >= reservation.Until ? await ReadThroughAsync(order) : null;
        var next = OrderRules.Wake(order, readThrough, Now);
        if (order.Reservation is not null && next.Reservation is null) await ReleaseAsync(order);
        if (!ReferenceEquals(next, order)) await SaveAsync(next);
        await HandOverAsync();
    }

    private async Task CommitPaymentAsync(Order before, Order next)
    {
        if (ReferenceEquals(next, before)) return;
        using var trace = OrderTraces.Pay(before, next);
        UInt128? refused = null;
        for (var attempt = 0; ; attempt++)
        {
            var reserved = attempt < RefusalLimit ? await WithOutstandingReservedAsync(before, next, refused) : next;
            try
            {
                await SaveAsync(reserved);
                break;
            }
            catch (Exception exception) when (StorageFaults.IsAmountTaken(exception) && attempt < RefusalLimit)
            {
                refused = reserved.Reservation?.Units;
            }
        }
        LogNews(before, next);
        await HandOverAsync();
    }

    private void LogNews(Order before, Order next)
    {
        if (!logger.IsEnabled(LogLevel.Information)) return;
        foreach (var seen in PaymentNews.Seen(before, next)) LogSeen(logger, next.Id, seen.Id, seen.Amount);
        foreach (var counted in PaymentNews.Counted(before, next)) LogCounted(logger, next.Id, counted.Id, counted.Amount);
        if (PaymentNews.Completes(before, next)) LogCompleted(logger, next.Id, next.Merchant, next.Number, next.Money, next.Currency);
    }

    /// <summary>After an underpayment the order waits for what is missing, exactly, in the coin that came; after a reorg for the whole again.</summary>
    private async Task<Order> WithOutstandingReservedAsync(Order before, Order next, UInt128? refused)
    {
        if (next.Transfers.Count == before.Transfers.Count || OrderRules.OutstandingUnits(next) is not { } outstanding) return next;
        if (!ReferenceEquals(next.Quote, before.Quote)) await LetGoAsync(before, next, isPaidFor: true);
        return await quotes.ReserveOutstandingAsync(next, outstanding, refused) is { } units ? OrderRules.WithReservedUnits(next, units) : next;
    }

    /// <summary>
    /// Credits the end user's wallet of a completed order, by the order's id, so that it is credited once however often it is tried. What
    /// fails here comes again with the next wake.
    /// </summary>
    private async Task CreditAsync()
    {
        if (await stored.FindAsync() is not { CreditDue: { } user } order) return;
        try
        {
            var credit = new UserCredit
            {
                Key = order.Id.Value,
                Currency = order.Currency,
                Amount = order.Money,
                Order = order.Id,
                Text = order.Terms.Subject,
            };
            var result = await UserWallet(order).CreditAsync(credit);
            if (result.Outcome is UserOutcome.Done or UserOutcome.Repeated) await SaveAsync(OrderRules.Credited(order, Now));
            else LogNotCredited(logger, order.Id, user, result.Outcome);
        }
        catch (Exception exception)
        {
            LogCreditFailed(logger, order.Id, user, exception);
        }
    }

    /// <summary>
    /// Hands callbacks over once the present call has been answered. A provider waits for the payment to be stored, which it is with its
    /// outbox, and not for two more commits. If the process dies before, the order's wake hands over.
    /// </summary>
    private void HandOverSoon()
    {
        if (stored.State.Value is not { Outbox.Count: > 0 } order) return;
        this.RegisterGrainTimer(
            async _ =>
            {
                using var trace = OrderTraces.HandOver(order);
                await HandOverAsync();
            },
            new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { KeepAlive = true });
    }

    /// <summary>Gives each callback of the outbox to its delivery grain. What fails here comes again with the next wake.</summary>
    private async Task HandOverAsync()
    {
        await CreditAsync();
        if (await stored.FindAsync() is not { Outbox.Count: > 0 } order) return;
        try
        {
            var access = await merchants.FindAsync(order.Merchant)
                ?? throw new InvalidOperationException($"Merchant {order.Merchant} of order {order.Id} does not exist.");
            var head = order.Quote is { } quote ? (await progress.FindAsync(quote.Chain))?.Head : null;
            var next = order;
            foreach (var entry in order.Outbox)
            {
                var delivery = callbacks.Compose(order, entry, access, Now, head) with { TraceParent = StoredTrace.Current };
                await GrainFactory.Find<IWebhookDeliveryGrain>(delivery.Key).StartAsync(delivery);
                next = OrderRules.HandedOver(next, entry, Now);
            }
            await SaveAsync(next);
        }
        catch (Exception exception)
        {
            LogHandOverFailed(logger, order.Id, exception);
        }
    }
}
