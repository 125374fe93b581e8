using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Grains.Callbacks;
using Payments.Grains.Charges;
using Payments.Grains.Persistence;
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
    CallbackReach reach,
    ChargeBook charges,
    IOptions<OrderOptions> options,
    TimeProvider time,
    ILogger<OrderGrain> logger) : Grain, IOrderGrain
{
    /// <summary>How often an amount that the database refused is replaced by the next before giving up.</summary>
    private const int RefusalLimit = 16;

    private DateTimeOffset Now => time.GetUtcNow();

    private string TooManyUnpaid => $"{unpaid.Limit} orders of this merchant wait for a payment, and more may not (Orders:UnpaidLimit); " +
        "close some, or try again when some are paid or expired";

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
    public async Task<CreateOrderResult> CreateAsync(CreateOrder command)
    {
        var result = await FindOrOpenAsync(command);
        if (result is { Outcome: CreateOutcome.Created or CreateOutcome.Reopened, Order: { } order })
            LogOpened(logger, order.Id, order.Merchant, order.Number, order.Money, order.Currency);
        return result;
    }

    private async Task<CreateOrderResult> FindOrOpenAsync(CreateOrder command)
    {
        if (stored.State.IsUnread && await OpenUnreadAsync(command) is { } created) return created;
        var known = await FindAsync();
        if (known is not null)
        {
            switch (OrderRules.Resubmit(known, command.Money, command.Currency, Now))
            {
                case ResubmitOutcome.Existing: return await RenewAsync(known, command);
                case ResubmitOutcome.ConflictingMoney: return Result(CreateOutcome.ConflictingMoney, known, $"order number {command.Number} is taken by an order over {known.Money} {known.Currency}");
                case ResubmitOutcome.Over: return Result(CreateOutcome.Over, known, $"{command.Number} is {Word(known.Status)} (order {known.Id}) and takes no money any more; send a new number");
                case ResubmitOutcome.Archived: return Result(CreateOutcome.Archived, known, Archived(known));
                case ResubmitOutcome.Reopen: break;
                default: throw new InvalidOperationException("Unknown outcome of a repeated order.");
            }
        }
        return await OpenAsync(known, command) ?? throw WasRead;
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
        if (access?.Merchant.Wallets.FirstOrDefault(candidate => candidate.Id == walletId) is not { } wallet)
            return Result(CreateOutcome.NoWallet, order, "the merchant has no such wallet");
        if (!wallet.Takes(order.Currency))
            return Result(CreateOutcome.ConflictingMoney, order, $"order number {order.Number} is taken by an order over {order.Money} {order.Currency}, and this coin is priced in {wallet.Currency}");
        if (await RefuseChangeAsync(order, network) is { } wait)
            return Result(CreateOutcome.TooManyChanges, order, $"payers of this network changed the coin too often; try again in {Math.Ceiling(wait.TotalMinutes)} minutes", wait);
        await LetGoAsync(order, order with { Reservation = null }, isPaidFor: false);
        return await QuoteAndSaveAsync(order, order, access.Merchant, wallet, CreateOutcome.Existing) ?? throw WasRead;
    }

    /// <summary>After how long payers of a network may change coins again at the address that the order turns away from; null where they may.</summary>
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
        await SaveAsync(next);
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

    /// <summary>The newest request's URLs and type count while no payment was seen; a new type turns the order to its coin.</summary>
    private async Task<CreateOrderResult> RenewAsync(Order known, CreateOrder command)
    {
        var wallets = (await merchants.FindAsync(known.Merchant))?.Merchant.Wallets ?? [];
        OrderTerms TermsOf(Order order) => command.Terms with
        {
            NotifyUrl = command.Terms.NotifyUrl ?? wallets.FirstOrDefault(wallet =>
                wallet.Id == (order.Quote?.Wallet ?? command.WalletId))?.NotifyUrl,
        };
        if (OrderRules.Renew(known, TermsOf(known), Now) is { Refused: { } differing })
            return Result(CreateOutcome.ConflictingTerms, known,
                $"a payment of {known.Number} was seen (order {known.Id}), so these stay as they were: {differing}");
        if (reach.WhyNot(command.Terms.NotifyUrl) is { } forbidden) return Result(CreateOutcome.ForbiddenCallback, known, forbidden);
        if (command.WalletId is { } wish && command.Terms.Type != known.Terms.Type && known.Quote?.Wallet != wish)
        {
            var turned = await ChooseWalletAsync(wish);
            if (turned is not { Outcome: CreateOutcome.Existing, Order: { } order }) return turned;
            known = order;
        }
        var (next, _) = OrderRules.Renew(known, TermsOf(known), Now);
        if (!ReferenceEquals(next, known)) await SaveAsync(next);
        return Result(CreateOutcome.Existing, next);
    }

    private static InvalidOperationException WasRead => new("An order that was read was taken for new.");

    /// <summary>
    /// The optimistic creation: a number is nearly always new, and the first write itself says when it is not, so nothing is looked up for
    /// it. Null where the order is not new, or cannot be opened as a new one; then it is read.
    /// </summary>
    private async Task<CreateOrderResult?> OpenUnreadAsync(CreateOrder command) =>
        await OpenAsync(null, command) is { Outcome: CreateOutcome.Created } created ? created : null;

    /// <summary>Opens a new order, or a known one again; null for one that was taken for new and is not.</summary>
    private async Task<CreateOrderResult?> OpenAsync(Order? known, CreateOrder command)
    {
        var access = await merchants.FindAsync(command.Merchant);
        if (access is not { Merchant: { Status: MerchantStatus.Active } merchant }) return Result(CreateOutcome.UnknownMerchant, known, "no such merchant");
        if (!await unpaid.HasRoomAsync(merchant.Id))
            return Result(CreateOutcome.TooManyUnpaid, known, TooManyUnpaid, UnpaidOrders.RetryAfter);
        // Of an order that was paid in part the rest is asked for where that part came.
        var wish = known is { Transfers.Count: > 0, Quote.Wallet: var paid } ? command with { WalletId = paid, Currency = known.Currency } : command;
        if (!TryChooseMethod(merchant, wish, out var wallet, out var currency))
            return Result(CreateOutcome.NoWallet, known, "the merchant has no wallet or way to pay for this payment");

        var now = Now;
        var expiry = command.ExpiresIn ?? options.Value.Expiry;
        var terms = command.Terms with { NotifyUrl = command.Terms.NotifyUrl ?? wallet?.NotifyUrl };
        if (reach.WhyNot(terms.NotifyUrl) is { } forbidden) return Result(CreateOutcome.ForbiddenCallback, known, forbidden);
        var order = known is null
            ? New(command, merchant.Pid, currency, terms, now, expiry)
            : OrderRules.Reopen(known, command.Money, currency, terms, now, expiry);
        var outcome = known is null ? CreateOutcome.Created : CreateOutcome.Reopened;
        if (known is not null) await LetGoAsync(known, order, isPaidFor: false);
        var opened = wallet is not null
            ? await QuoteAndSaveAsync(order, known, merchant, wallet, outcome)
            : await TrySaveAsync(order, merchant) ? Result(outcome, order) : null;
        if (opened?.Outcome != outcome) return opened;
        unpaid.Opened(merchant.Id);
        await HandOverAsync();
        return opened;
    }

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

    private Order New(CreateOrder command, long pid, string currency, OrderTerms terms, DateTimeOffset now, TimeSpan expiry) => new()
    {
        Id = OrderId.FromGrainKey(this.GetPrimaryKeyString()),
        Merchant = command.Merchant,
        Pid = pid,
        Number = command.Number,
        Status = OrderStatus.Pending,
        Currency = currency,
        Money = command.Money,
        Terms = terms,
        CreatedAt = now,
        OpenedAt = now,
        ExpiresAt = now + expiry,
        WakeAt = now + expiry,
        History = [new HistoryEntry { At = now, Event = "created" }],
        TraceParent = OrderTraces.Create(OrderId.FromGrainKey(this.GetPrimaryKeyString()), command.Merchant),
    };

    /// <summary>The wallet to quote, or none where the payment is made at a provider or the payer chooses; and the order's currency.</summary>
    private bool TryChooseMethod(Merchant merchant, CreateOrder command, out Wallet? wallet, out string currency)
    {
        if (command.Method is null && TryChooseWallet(merchant, command, out wallet, out currency)) return true;
        wallet = null;
        currency = command.Currency ?? charges.CurrencyOf(merchant, command.Method) ?? "";
        return command.WalletId is null && charges.Offers(merchant, command.Method, currency);
    }

    private static bool TryChooseWallet(Merchant merchant, CreateOrder command, out Wallet? wallet, out string currency)
    {
        var fitting = merchant.Wallets.Where(candidate => command.Currency is not { } named || candidate.Takes(named)).ToArray();
        wallet = command.WalletId is null
            ? fitting.Length == 1 ? fitting[0] : null
            : Array.Find(fitting, candidate => candidate.Id == command.WalletId);
        currency = command.Currency ?? wallet?.Currency ?? (fitting.Length > 0 ? fitting[0].Currency : "");
        return fitting.Length > 0 && (command.WalletId is null || wallet is not null);
    }

    private static string Word(OrderStatus status) => status switch
    {
        OrderStatus.Completed => "completed",
        OrderStatus.Expired => "expired",
        OrderStatus.Closed => "closed",
        OrderStatus.Failed => "failed",
        OrderStatus.PartiallyRefunded => "partly refunded",
        OrderStatus.Refunded => "refunded",
        _ => throw new InvalidOperationException($"An order that is {status} is not over."),
    };

    private static CreateOrderResult Result(CreateOutcome outcome, Order? order, string? detail = null, TimeSpan? retryAfter = null) =>
        new() { Outcome = outcome, Order = order, Detail = detail, RetryAfter = retryAfter };
}
