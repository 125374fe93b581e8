using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Grains.Persistence;

namespace Payments.Grains.Orders;

public sealed partial class OrderGrain
{
    private string TooManyUnpaid => $"{unpaid.Limit} orders of this merchant wait for a payment, and more may not (Orders:UnpaidLimit); " +
        "close some, or try again when some are paid or expired";

    /// <inheritdoc />
    public async Task<CreateOrderResult> CreateAsync(CreateOrder command)
    {
        var result = await FindOrOpenAsync(command);
        if (result is { Outcome: CreateOutcome.Created or CreateOutcome.Reopened, Order: { } order })
        {
            LogOpened(logger, order.Id, order.Merchant, order.Number, order.Money, order.Currency);
            if (live.AreTooMany) DeactivateOnIdle();
        }
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
                case ResubmitOutcome.ConflictingMoney:
                    return Result(CreateOutcome.ConflictingMoney, known,
                        $"order number {command.Number} is taken by an order over {known.Money} {known.Currency}");
                case ResubmitOutcome.Over:
                    return Result(CreateOutcome.Over, known,
                        $"{command.Number} is {Word(known.Status)} (order {known.Id}) and takes no money any more; send a new number");
                case ResubmitOutcome.Archived: return Result(CreateOutcome.Archived, known, Archived(known));
                case ResubmitOutcome.Reopen: break;
                default: throw new InvalidOperationException("Unknown outcome of a repeated order.");
            }
        }
        return await OpenAsync(known, command) ?? throw WasRead;
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
        if (access is not { Merchant: { Status: MerchantStatus.Active } merchant })
            return Result(CreateOutcome.UnknownMerchant, known, "no such merchant");
        if (!await unpaid.HasRoomAsync(merchant.Id))
            return Result(CreateOutcome.TooManyUnpaid, known, TooManyUnpaid, UnpaidOrders.RetryAfter);
        var now = Now;
        // Of an order that was paid in part the rest is asked for where that part came, also where no new order is quoted now.
        if (known is not { Transfers.Count: > 0 }) merchant = merchant.OpenAt(now);
        var wish = known is { Transfers.Count: > 0, Quote.Wallet: var paid }
            ? command with { WalletId = paid, Currency = known.Currency }
            : command;
        if (!TryChooseMethod(merchant, wish, out var wallet, out var currency))
            return Result(CreateOutcome.NoWallet, known, "the merchant has no wallet or way to pay for this payment");

        var expiry = command.ExpiresIn ?? options.Value.Expiry;
        var terms = command.Terms with { NotifyUrl = command.Terms.NotifyUrl ?? wallet?.NotifyUrl };
        if (reach.WhyNot(terms.NotifyUrl) is { } forbidden) return Result(CreateOutcome.ForbiddenCallback, known, forbidden);
        var judged = await JudgeAsync(merchant, command, currency, wallet);
        if (await DeclineAsync(judged, command, known) is { } declined) return declined;
        var order = known is null
            ? New(command, merchant.Pid, currency, terms, now, expiry)
            : OrderRules.Reopen(known, command.Money, currency, terms, now, expiry);
        order = WithJudgement(order, judged);
        var outcome = known is null ? CreateOutcome.Created : CreateOutcome.Reopened;
        if (known is not null) await LetGoAsync(known, order, isPaidFor: false);
        var opened = wallet is not null
            ? await QuoteAndSaveAsync(order, known, merchant, wallet, outcome)
            : await TrySaveAsync(order, merchant) ? Result(outcome, order) : null;
        if (opened?.Outcome != outcome)
        {
            // An order that is not made is not counted.
            if (judged is not null) await risks.WithdrawAsync(judged.Judgement);
            return opened;
        }
        unpaid.Opened(merchant.Id);
        await HandOverAsync();
        return opened;
    }

    private Order New(CreateOrder command, long pid, string currency, OrderTerms terms, DateTimeOffset now, TimeSpan expiry)
    {
        var id = OrderId.FromGrainKey(this.GetPrimaryKeyString());
        return new Order
        {
            Id = id,
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
            SealedPayer = command.Payer is { } payer ? payers.Seal(payer, id) : null,
            TraceParent = OrderTraces.Create(id, command.Merchant),
        };
    }

    /// <summary>
    /// The wallet to quote, or none where the payment is made at a provider or the payer chooses; and the order's currency.
    /// </summary>
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
}
