using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Grains.Callbacks;
using Payments.Grains.Charges;
using Payments.Grains.Identity;
using Payments.Grains.Persistence;
using Payments.Grains.Risk;
using Payments.Storage;
using Payments.Storage.States;

namespace Payments.Grains.Orders;

/// <summary>One order: loads, lets the rules decide, writes once, acts.</summary>
public sealed partial class OrderGrain(
    [PersistentState(StateNames.Order, StorageNames.OnDemand)] IPersistentState<Stored<Order>> stored,
    QuoteBook quotes,
    ChainProgress progress,
    MerchantReader merchants,
    ICallbackComposer callbacks,
    TransferStore unmatched,
    TransferMemory memory,
    UnpaidOrders unpaid,
    LiveOrders live,
    CallbackReach reach,
    ChargeBook charges,
    ChainCatalog chains,
    PayerBox payers,
    RiskDesk risks,
    IOptions<OrderOptions> options,
    TimeProvider time,
    ILogger<OrderGrain> logger) : Grain, IOrderGrain
{
    /// <summary>How often an amount that the database refused is replaced by the next before giving up.</summary>
    private const int RefusalLimit = 16;

    private DateTimeOffset Now => time.GetUtcNow();

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        live.Entered();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        live.Left();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task<Order?> GetAsync()
    {
        var order = await FindAsync();
        if (order is null) DeactivateOnIdle();
        return order;
    }

    /// <inheritdoc />
    public async Task<OrderReading?> GetNewerAsync(string? version)
    {
        var order = await GetAsync();
        return order is not null && stored.Etag == version ? null : new OrderReading { Version = stored.Etag ?? "", Order = order };
    }

    /// <inheritdoc />
    public async Task<CreateOrderResult> ChooseWalletAsync(string walletId, string? network = null)
    {
        if (await stored.FindAsync() is not { } order) return Result(CreateOutcome.NotFound, null, "no such order");
        if (order.Status != OrderStatus.Pending || Now >= order.ExpiresAt || order.Transfers.Count > 0)
            return Result(CreateOutcome.NotOpen, order, "the order no longer waits for a first payment");
        if (order.Quote?.Wallet == walletId) return Result(CreateOutcome.Existing, order);
        if (order.Quotes.Count >= OrderRules.QuoteLimit) return Result(CreateOutcome.TooManyQuotes, order, "the coin was changed too often");
        var access = await merchants.FindAsync(order.Merchant);
        if (access?.Merchant.OpenAt(Now) is not { } merchant ||
            merchant.Wallets.FirstOrDefault(candidate => candidate.Id == walletId) is not { } wallet)
            return Result(CreateOutcome.NoWallet, order, "the merchant has no such wallet");
        if (!wallet.Takes(order.Currency))
            return Result(CreateOutcome.ConflictingMoney, order, $"order number {order.Number} is taken by an order over {order.Money} {order.Currency}, and this coin is priced in {wallet.Currency}");
        if (await RefuseChangeAsync(order, network) is { } wait)
            return Result(CreateOutcome.TooManyChanges, order, $"payers of this network changed the coin too often; try again in {Math.Ceiling(wait.TotalMinutes)} minutes", wait);
        var (refusal, judged, judgement) = await JudgeCoinAsync(order, merchant, wallet);
        if (refusal is not null) return refusal;
        await LetGoAsync(order, order with { Reservation = null }, isPaidFor: false);
        var turned = await QuoteAndSaveAsync(judged, order, merchant, wallet, CreateOutcome.Existing) ?? throw WasRead;
        // A coin that the order does not turn to is not counted.
        if (turned.Outcome != CreateOutcome.Existing) await risks.WithdrawAsync(judgement);
        return turned;
    }

    /// <summary>
    /// After how long payers of a network may change coins again at the address that the order turns away from; null where they may.
    /// </summary>
    private async Task<TimeSpan?> RefuseChangeAsync(Order order, string? network) => network is not null && order.Reservation is { } held
        ? await quotes.AddressOf(held.Chain, held.Address).CountChangeAsync(network)
        : null;

    /// <inheritdoc />
    public async Task<CloseOutcome> CloseAsync()
    {
        if (await FindAsync() is not { } order) return CloseOutcome.NotFound;
        var (outcome, next) = OrderRules.Close(order, await ReadThroughAsync(order), Now);
        if (ReferenceEquals(next, order)) return outcome;
        if (order.Reservation is not null && next.Reservation is null) await ReleaseAsync(order);
        await SaveAsync(Audited(order, next, "closed"));
        await HandOverAsync();
        return outcome;
    }

    /// <inheritdoc />
    public async Task<bool> GiveUpAmountAsync()
    {
        if (await stored.FindAsync() is not { } order) return false;
        var next = OrderRules.GiveUpAmount(order, Now);
        if (ReferenceEquals(next, order)) return false;
        await ReleaseAsync(order);
        await SaveAsync(next);
        return true;
    }

    private static InvalidOperationException WasRead => new("An order that was read was taken for new.");

    /// <summary>Quotes an order and writes it, with the next amount where the database refuses one.</summary>
    /// <param name="order">The order as it is to be, but for its quote.</param>
    /// <param name="known">The order as it is stored, or null.</param>
    /// <param name="merchant">Whose it is.</param>
    /// <param name="wallet">The wish.</param>
    /// <param name="outcome">What it is called when it succeeds.</param>
    private async Task<CreateOrderResult?> QuoteAndSaveAsync(Order order, Order? known, Merchant merchant, Wallet wallet,
        CreateOutcome outcome)
    {
        Reservation? refused = null;
        for (var attempt = 0; attempt < RefusalLimit; attempt++)
        {
            var result = order.Transfers.Count > 0
                ? await quotes.QuoteRestAsync(order, wallet, refused)
                : await quotes.QuoteAsync(order, merchant.Wallets, wallet, refused, stored.State.IsUnread);
            if (result.IsNotNew) return null;
            if (result.Quote is not { } quote) return Result(result.Refusal!.Value, known, result.Detail, result.RetryAfter);
            var quoted = OrderRules.WithQuote(order, quote, Now, options.Value.Grace, result.Held);
            try
            {
                if (await TrySaveAsync(quoted, merchant)) return Result(outcome, quoted);
                await WithdrawAsync(quoted);
                return null;
            }
            catch (Exception exception) when (StorageFaults.IsAmountTaken(exception))
            {
                refused = quoted.Reservation;
            }
        }
        return Result(CreateOutcome.AmountsExhausted, known, "every amount near this one was taken meanwhile; try again");
    }

    /// <summary>
    /// The block time up to which every chain was read on which the order may be paid, by its present quote or by one that it turned away
    /// from; null where one never was.
    /// </summary>
    private async Task<DateTimeOffset?> ReadThroughAsync(Order order)
    {
        var least = DateTimeOffset.MaxValue;
        foreach (var chain in order.Quotes.Select(quote => quote.Chain).Distinct())
        {
            if (await progress.ReadThroughAsync(chain) is not { } through) return null;
            if (through < least) least = through;
        }
        return least;
    }

    /// <summary>
    /// Frees what the order has at its addresses. Before its row says so: were it the other way round, a crash between would leave the
    /// amount taken in memory.
    /// </summary>
    private async Task ReleaseAsync(Order order)
    {
        foreach (var (chain, address) in order.Quotes.Select(quote => (quote.Chain, quote.Address)).Distinct())
            await quotes.AddressOf(chain, address).ReleaseAsync(order.Id);
    }

    /// <summary>Gives back what was reserved for an order that is not new after all. That it fails harms nobody: the database knows whose amounts are.</summary>
    private async Task WithdrawAsync(Order quoted)
    {
        try
        {
            await quotes.WithdrawAsync(quoted.Id, quoted.Reservation!);
        }
        catch (Exception exception)
        {
            LogNotWithdrawn(logger, quoted.Id, exception);
        }
    }

    /// <summary>
    /// When an order turns to another quote, its old amount stays held for a payment on its way, or is freed when the order begins
    /// afresh.
    /// </summary>
    private async Task LetGoAsync(Order before, Order after, bool isPaidFor)
    {
        if (before.Reservation is not { } reservation) return;
        var address = quotes.AddressOf(reservation.Chain, reservation.Address);
        if (after.OpenedAt != before.OpenedAt)
        {
            await address.ReleaseAsync(before.Id);
            return;
        }
        await address.HoldAsync(new Contracts.Wallets.HoldAmount
        {
            Order = before.Id,
            Token = reservation.Token,
            Units = reservation.Units,
            Until = reservation.Until,
            OpenedAt = before.OpenedAt,
            IsPaidFor = isPaidFor,
            Position = before.Quotes.LastOrDefault(quote => quote.Asks(reservation))?.Position,
        });
    }

    private async Task SaveAsync(Order next) => await stored.SaveAsync(await ToldAsync(next, null), GrainContext);

    private async Task<bool> TrySaveAsync(Order next, Merchant merchant) =>
        await stored.TrySaveAsync(await ToldAsync(next, merchant), GrainContext);

    private static CreateOrderResult Result(CreateOutcome outcome, Order? order, string? detail = null, TimeSpan? retryAfter = null) =>
        new() { Outcome = outcome, Order = order, Detail = detail, RetryAfter = retryAfter };
}
