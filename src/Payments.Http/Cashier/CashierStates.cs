using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Orleans;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Chains;
using Payments.Contracts.Orders;
using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Domain.Wallets;
using Payments.Http.Common;
using Payments.Providers.Common;

namespace Payments.Http.Cashier;

/// <summary>Reads orders for the cashier.</summary>
public sealed class CashierStates(IGrainFactory grains, MerchantDirectory merchants, ChainCatalog chains, ChainStatuses statuses,
    IChainReach reach, ProviderAccounts accounts, ProviderCatalog providers, TimeProvider time)
{
    /// <summary>How long a merchant's name and wallets serve whoever looks again and again.</summary>
    private static readonly TimeSpan MerchantLifetime = TimeSpan.FromSeconds(15);

    /// <summary>An order as the payer sees it, or null where there is none.</summary>
    public async Task<CashierState?> ReadAsync(OrderId id) => (await LookAsync(id, null))?.State;

    /// <summary>Looks again. Where nothing has changed, the state is the very same object and nothing was rendered for it.</summary>
    internal async Task<CashierLook?> LookAsync(OrderId id, CashierLook? last)
    {
        var reading = await grains.Find<IOrderGrain>(id.GrainKey).GetNewerAsync(last?.Version);
        if ((reading is null ? last?.Order : reading.Order) is not { } order) return null;
        var now = time.GetUtcNow();
        var isKnown = reading is null && now - last!.MerchantAt < MerchantLifetime;
        var merchant = isKnown ? last!.Merchant : (await merchants.ByIdAsync(order.Merchant))?.Merchant;
        var facts = PaymentFacts.Of(order);
        var confirmations = await ConfirmationsAsync(order, facts, last?.State.Confirmations);
        var stage = StageOf(order, facts, now);
        var methods = stage is CashierStage.Choose or CashierStage.Waiting ? await MethodsOfAsync(order, merchant) : [];
        var offered = OfferedBy(order, merchant, now);
        // One coin that is chosen already is no choice, unless there is another way to pay.
        if (offered.Count == 0 && methods is [{ IsChosen: true }]) methods = [];
        var isSame = reading is null && methods.SequenceEqual(last!.State.Methods) &&
            offered.SequenceEqual(last.State.ProviderMethods) && stage == last.State.Stage &&
            confirmations == last.State.Confirmations && merchant?.UpdatedAt == last.Merchant?.UpdatedAt;
        return new CashierLook
        {
            State = isSame ? last!.State : Of(order, merchant, facts, stage, confirmations, methods, offered, now),
            Version = reading?.Version ?? last!.Version,
            Order = order,
            Merchant = merchant,
            MerchantAt = isKnown ? last!.MerchantAt : now,
        };
    }

    private CashierState Of(
        Order order, Merchant? merchant, PaymentFacts? facts, CashierStage stage, CashierConfirmations? confirmations,
        CashierMethod[] methods, IReadOnlyList<CashierProviderMethod> offered, DateTimeOffset now)
    {
        var state = new CashierState
        {
            Id = order.Id.Value,
            Stage = stage,
            IsFinal = stage == CashierStage.Completed && order.CreditDue is null ||
                stage is CashierStage.Closed or CashierStage.Failed or CashierStage.Refunded ||
                order is { Status: OrderStatus.Expired, Reservation: null } && stage == CashierStage.Expired,
            Shop = merchant?.ShownName ?? "",
            Branding = merchant?.Branding,
            Subject = order.Terms.Subject,
            Money = order.Money.ToString("0.00################", CultureInfo.InvariantCulture),
            Currency = order.Currency,
            ExpiresAt = order.ExpiresAt,
            GraceUntil = order.Reservation?.Until,
            Now = now,
            Coin = facts is null ? null : CoinOf(order, facts, merchant?.ShownName),
            Confirmations = confirmations,
            Methods = methods,
            Charge = ChargeOf(order),
            ProviderMethods = offered,
            Transactions = TransactionsOf(order),
            IsCredited = order.Terms.User is null ? null : order is { CompletedAt: not null, CreditDue: null },
            HasReturn = order.Terms.ReturnUrl is not null,
            RefundStatus = RefundFacts.Of(order)?.Word,
        };
        return state with { Revision = RevisionOf(state) };
    }

    /// <summary>Where an order stands for the payer at this moment.</summary>
    public static CashierStage StageOf(Order order, PaymentFacts? facts, DateTimeOffset now)
    {
        switch (order.Status)
        {
            case OrderStatus.Completed: return CashierStage.Completed;
            case OrderStatus.Closed: return CashierStage.Closed;
            case OrderStatus.Failed: return CashierStage.Failed;
            case OrderStatus.PartiallyRefunded or OrderStatus.Refunded: return CashierStage.Refunded;
            case OrderStatus.Pending or OrderStatus.Detected or OrderStatus.Expired: break;
            default: throw new InvalidOperationException($"Unknown order status {order.Status}.");
        }
        if (facts is { Received: var received, Missing: var missing } && received > 0 && missing == 0 || PaymentFacts.IsCovered(order)) return CashierStage.Confirming;
        // What a provider holds for a person is as good as seen; the payer can do nothing more.
        if (ShownCharge.Of(order) is { State: ChargeState.Seen or ChargeState.Held or ChargeState.Paid }) return CashierStage.Confirming;
        if (order.Status == OrderStatus.Expired || now >= order.ExpiresAt) return CashierStage.Expired;
        if (facts is null) return ShownCharge.Of(order) is { IsLive: true } ? CashierStage.Waiting : CashierStage.Choose;
        return facts.IsUnderpaid ? CashierStage.Underpaid : CashierStage.Waiting;
    }

    private CashierCoin CoinOf(Order order, PaymentFacts facts, string? shop)
    {
        var quote = facts.Quote;
        var units = facts.ToPay > 0 ? facts.ToPay : quote.Units;
        return new CashierCoin
        {
            Chain = quote.Chain.Value,
            ChainName = chains.NameOf(quote.Chain),
            Standard = chains.Find(quote.Chain)?.TokenStandard,
            Token = quote.Token,
            Address = chains.Display(quote.Chain, quote.Address),
            Amount = TokenAmount.Format(units, quote.Decimals),
            Asked = TokenAmount.Format(quote.Units, quote.Decimals),
            Received = TokenAmount.Format(facts.Received, quote.Decimals),
            Nudge = TokenAmount.Format(QuotedNudge.Of(chains, order, quote), quote.Decimals),
            Rate = quote.RateSource == "par" ? null : PlainDecimal.Format(quote.Rate),
            RateSource = quote.RateSource,
            Excess = TokenAmount.Format(facts.Excess, quote.Decimals),
            OnItsWay = TokenAmount.Format(PaymentFacts.Sighted(order, quote), quote.Decimals),
            IsOwnAddress = quote.IsOwnAddress,
            Uri = IsKnown(quote) ? chains.PaymentUri(quote, units, shop) : chains.Display(quote.Chain, quote.Address),
            Code = IsKnown(quote) ? chains.CodeText(quote, units, shop) : chains.Display(quote.Chain, quote.Address),
        };
    }

    private CashierCharge? ChargeOf(Order order) => ShownCharge.Of(order) is not { } charge ? null : new CashierCharge(
        charge.Method,
        providers.FindMethod(charge.Method)?.Method.Title ?? charge.Method,
        charge.State.ToString().ToLowerInvariant(),
        charge.Front?.Url,
        charge.Front?.QrText,
        charge.Front?.Address,
        charge.Front?.Network,
        // Providers write zeros that say nothing.
        PlainDecimal.TryParse(charge.Front?.PayerAmount ?? "", out var amount, out _) ? PlainDecimal.Format(amount) : charge.Front?.PayerAmount,
        charge.Front?.PayerCurrency)
    {
        Payer = charge.Payer,
        Parameters = charge.Front?.Parameters,
        MayPost = charge.Front?.MayPost == true,
    };

    private IReadOnlyList<CashierProviderMethod> OfferedBy(Order order, Merchant? merchant, DateTimeOffset now)
    {
        if (merchant is null || !OrderRules.TakesCharges(order, now)) return [];
        var shown = ShownCharge.Of(order)?.Method;
        return
        [
            .. accounts.MethodsFor(merchant, order.Currency).Where(method => method.IsShown)
                .Select(method => new CashierProviderMethod(method.Name, method.Title, method.Name == shown)),
        ];
    }

    private IReadOnlyList<CashierTransaction> TransactionsOf(Order order) =>
    [
        .. order.Transfers.Select(counted => (counted.Transfer.Chain, counted.Transfer.Transaction))
            .Concat(order.Sightings.Select(sighting => (sighting.Chain, sighting.Transaction)))
            .Distinct()
            .Select(seen => new CashierTransaction(seen.Transaction, chains.ExplorerPage(seen.Chain, seen.Transaction))),
    ];

    /// <summary>A coin that was taken out of the configuration since has no payment link any more; its address still stands.</summary>
    private bool IsKnown(Quote quote) => chains.Find(quote.Chain)?.Tokens.ContainsKey(quote.Token) == true;

    /// <summary>The coins to choose from. One whose payments would not be seen now is left out, unless it is the one on show.</summary>
    private async Task<CashierMethod[]> MethodsOfAsync(Order order, Merchant? merchant)
    {
        if (merchant is null || order.Transfers.Count > 0 || order.Quotes.Count >= OrderRules.QuoteLimit) return [];
        var methods = merchant.OpenAt(time.GetUtcNow()).Wallets
            .Where(wallet => wallet.Takes(order.Currency) && chains.TryGetToken(wallet.Chain, wallet.Token, out _))
            .DistinctBy(wallet => (wallet.Chain, wallet.Token))
            .Select(wallet => new CashierMethod(wallet.Id, wallet.Chain.Value, chains.NameOf(wallet.Chain), wallet.Token, order.Quote is { } quote && quote.Chain == wallet.Chain && quote.Token == wallet.Token))
            .ToArray();
        var behind = new HashSet<string>();
        foreach (var chain in methods.Select(method => method.Chain).Distinct())
            if (await reach.WhyBehindAsync(new ChainId(chain)) is not null) behind.Add(chain);
        methods = [.. methods.Where(method => method.IsChosen || !behind.Contains(method.Chain))];
        return methods;
    }

    private static OrderTransfer? LowestOf(Order order, Quote quote) => order.Transfers
        .Where(counted => quote.Takes(counted.Transfer))
        .OrderBy(counted => counted.Confirmed).ThenByDescending(counted => counted.Transfer.Block)
        .FirstOrDefault();

    /// <summary>How deep the payment is. While the chain's watcher does not tell, what was last known stands; who looks first is told of the payment's own block.</summary>
    private async Task<CashierConfirmations?> ConfirmationsAsync(Order order, PaymentFacts? facts, CashierConfirmations? last)
    {
        if (facts is null) return null;
        var (pending, isSighted) = (LowestOf(order, facts.Quote), order.Sightings.Count > 0);
        if (!isSighted && pending is null or { Confirmed: true }) return pending is null ? null : new(1, null, null);
        var options = chains.Find(facts.Quote.Chain);
        if (await statuses.FindAsync(facts.Quote.Chain) is not { } chain)
            return last ?? new(isSighted ? 0 : 1, options?.Confirmations, null);
        var seen = isSighted ? 0 : DepthOf(pending!, chain);
        return new(Math.Min(seen, chain.Confirmations ?? seen), chain.Confirmations, MinutesLeft(options, chain, seen));
    }

    private static long DepthOf(OrderTransfer counted, ChainStatus chain) =>
        chain.Head is { } head ? Math.Max(0, head - counted.Transfer.Block + 1) : 1;

    /// <summary>The wait from now on, by the chain's pace.</summary>
    private int? MinutesLeft(ChainOptions? options, ChainStatus chain, long seen)
    {
        if (options is null || ChainPace.IsStale(options, chain, time.GetUtcNow())) return null;
        if (ChainPace.ToFinal(options, chain) is not { } whole) return null;
        var left = whole - seen * options.BlockTime;
        return left > TimeSpan.Zero ? (int)left.TotalMinutes : 0;
    }

    private static string RevisionOf(CashierState state) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(state with { Now = default, Revision = "" }, CashierJson.Default.CashierState)).AsSpan(0, 8));
}
