using Microsoft.Extensions.Options;
using Orleans;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Contracts.Rates;
using Payments.Contracts.Wallets;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Domain.Rates;
using Payments.Domain.Tokens;
using Payments.Domain.Wallets;

namespace Payments.Grains.Orders;

/// <summary>
/// Prices an order in one of its merchant's wallets and reserves the exact amount, by the plan of <see cref="Nudge"/> at each of the
/// merchant's addresses for the same token; or the plain amount at an address of the order's own, where the wallet has an extended
/// key.
/// </summary>
public sealed class QuoteBook(
    IGrainFactory grains,
    ChainCatalog chains,
    OrderReferences references,
    ChainProgress progress,
    AmountShortages shortages,
    IOptions<OrderOptions> options)
{
    private const string BehindAdvice = "choose another coin, or try again later";

    /// <summary>
    /// Quotes an order; <paramref name="refused"/> names an amount at an address that the database said is taken. Nothing that cannot be withdrawn is done for an order that is only taken for
    /// new: where it is known, or an address would be allotted to it, the answer is <see cref="QuoteResult.NotNew"/>.
    /// </summary>
    public async Task<QuoteResult> QuoteAsync(Order order, IReadOnlyList<Wallet> wallets, Wallet wish, Reservation? refused, bool isTakenForNew)
    {
        var (price, refusal) = await PriceAsync(order, wish);
        if (price is not { Token: var token, Rate: var rate, Units: var units, Position: var position }) return refusal;
        Wallet[] twins = [.. wallets.Where(other => other.Id != wish.Id && IsTwin(other, wish)).Prepend(wish)];
        var wanted = new Wanted(order, units, position, refused, isTakenForNew);
        var (found, isForeign) = await SeekAsync(wanted, twins, token);
        IReadOnlyList<Order> holders = found is null && !isForeign ? await shortages.HoldersAsync(twins, units) : [];
        if (await shortages.LendAsync(holders)) (found, isForeign) = await SeekAsync(wanted, twins, token);
        if (found is { } place)
        {
            if (place.Reserved.IsKnown) return QuoteResult.NotNew;
            var (wallet, exact) = (place.Wallet, place.Reserved.Units!.Value);
            return QuoteResult.Of(new Quote
            {
                Wallet = wallet.Id,
                Chain = wallet.Chain,
                Token = wallet.Token,
                Decimals = token.Decimals,
                Address = place.Address,
                Units = exact,
                Rate = rate.Rate,
                RateSource = rate.Source,
                Reference = references.Of(wallet.Chain, order.Id),
                IsOwnAddress = wallet.ExtendedKey is not null,
                Tolerated = Tolerated(wallet, exact),
                Position = position,
            }, exact);
        }
        if (isForeign)
            return QuoteResult.Refused(CreateOutcome.NoWallet,
                $"this wallet's {(wish.ExtendedKey is null ? "address" : "extended key")} belongs to another merchant by now");
        var (shortage, ends) = shortages.Describe(holders);
        return QuoteResult.Refused(CreateOutcome.AmountsExhausted, shortage, ends);
    }

    /// <summary>Tries each address with each nudge, the smallest first; null where all near amounts are taken.</summary>
    private async Task<(Place? Found, bool IsForeign)> SeekAsync(Wanted wanted, IReadOnlyList<Wallet> twins, TokenInfo token)
    {
        var isForeign = true;
        var plan = Nudge.Plan(wanted.Units, token.Step, token.FineStep);
        // Every nudge tries the price itself: at a single address it need not be asked for alone.
        foreach (var nudge in plan.Skip(twins.Count == 1 && plan.Count > 1 ? 1 : 0))
        {
            foreach (var wallet in twins)
            {
                var (address, reserved) = await ReserveAsync(wanted, wallet, nudge);
                isForeign &= reserved.IsForeign;
                if (reserved.IsKnown || reserved.Units is not null) return (new Place(wallet, address, reserved), false);
            }
        }
        return (null, isForeign);
    }

    /// <summary>
    /// Quotes an order again of which part was paid, at the address where it was: what came is worth the share that it was of its own quote, and the rest of the money is priced at the
    /// rate of now. <paramref name="refused"/> names an amount that the database said is taken.
    /// </summary>
    public async Task<QuoteResult> QuoteRestAsync(Order order, Wallet wallet, Reservation? refused)
    {
        var paid = PaymentFacts.Of(order)!;
        var (price, refusal) = await PriceAsync(order, wallet);
        if (price is not { Token: var token, Rate: var rate, Units: var whole, Position: var position }) return refusal;
        var rest = TokenAmount.Share(whole, paid.Missing, paid.Quote.Units, token.Step);
        var wanted = new Wanted(order, rest, position, refused, IsTakenForNew: false);
        var (address, reserved) = await ReserveAsync(wanted, wallet, Nudge.Any(token.Step));
        if (reserved.Units is not { } held || address != paid.Quote.Address)
            return QuoteResult.Refused(CreateOutcome.NoWallet, "the address that was paid in part belongs to another merchant by now");
        var all = checked(paid.Received + rest);
        var quote = paid.Quote with
        {
            Units = all,
            Rate = rate.Rate,
            RateSource = rate.Source,
            Tolerated = Tolerated(wallet, all),
            Position = position,
        };
        return QuoteResult.Of(quote, held);
    }

    /// <summary>Reserves what is missing after an underpayment, or the whole again after a reorg: the first free amount, however far above, because there is no other that the payer could be asked for.</summary>
    public async Task<UInt128?> ReserveOutstandingAsync(Order order, UInt128 units, UInt128? refused)
    {
        var quote = order.Quote!;
        var reserved = await AddressOf(quote.Chain, quote.Address).ReserveAsync(new ReserveAmount
        {
            Order = order.Id,
            Merchant = order.Merchant,
            IsQuotedHere = true,
            Token = quote.Token,
            Units = units,
            MaxSteps = int.MaxValue,
            Until = order.Reservation!.Until,
            OpenedAt = order.OpenedAt,
            Refused = refused,
            Counted = [.. order.Transfers.Select(counted => counted.Transfer)],
            Tolerated = quote.Tolerated,
            Position = quote.Position,
        });
        return reserved.Units;
    }

    /// <summary>Keeps for an order what it has at its address until the new end of its reservation; false where the address is not its own any more.</summary>
    public async Task<bool> ExtendAsync(Order order, IReadOnlyList<Wallet> wallets)
    {
        if (order is not { Reservation: { } held, Quote: { } quote }) return true;
        if (!quote.IsOwnAddress) return await ReserveOutstandingAsync(order, held.Units, refused: null) == held.Units;
        if (wallets.FirstOrDefault(own => own.Id == quote.Wallet) is not { ExtendedKey: { } key } wallet) return false;
        return (await AllotAsync(order, wallet, key, quote.Position, refused: null)).Address == quote.Address;
    }

    /// <summary>Gives back an amount that was reserved for an order taken for new, and that its row does not name.</summary>
    public Task WithdrawAsync(OrderId order, Reservation reserved) => AddressOf(reserved.Chain, reserved.Address).WithdrawAsync(order, reserved.Token, reserved.Units);

    /// <summary>The grain of a wallet address.</summary>
    public IWalletAddressGrain AddressOf(ChainId chain, string address) =>
        grains.Find<IWalletAddressGrain>(WalletAddressKey.Of(chain, address));

    private async Task<(string Address, ReserveResult Reserved)> ReserveAsync(Wanted wanted, Wallet wallet, Nudge nudge)
    {
        var (order, units, position, refused, isTakenForNew) = wanted;
        if (refused is not null && (refused.Chain != wallet.Chain || refused.Token != wallet.Token)) refused = null;
        if (wallet.ExtendedKey is { } key)
        {
            if (isTakenForNew) return ("", new ReserveResult { IsKnown = true });
            var allotted = await AllotAsync(order, wallet, key, position, refused?.Address);
            return (allotted.Address ?? "", allotted.Address is null ? new ReserveResult { IsForeign = true } : new ReserveResult { Units = units });
        }
        var address = wallet.Address!;
        return (address, await AddressOf(wallet.Chain, address).ReserveAsync(new ReserveAmount
        {
            Order = order.Id,
            Merchant = order.Merchant,
            Token = wallet.Token,
            Units = units,
            Step = nudge.Step,
            MaxSteps = nudge.MaxSteps,
            Until = order.ExpiresAt + options.Value.Grace,
            OpenedAt = order.OpenedAt,
            Refused = refused?.Address == address ? refused.Units : null,
            Counted = [.. order.Transfers.Select(counted => counted.Transfer)],
            Tolerated = Tolerated(wallet, units),
            Position = position,
            IsTakenForNew = isTakenForNew,
        }));
    }

    private Task<AllotResult> AllotAsync(Order order, Wallet wallet, ExtendedKey key, long? position, string? refused) =>
        grains.Find<IExtendedKeyGrain>(ExtendedKeyName.Of(wallet.Chain, key.Id)).AllotAsync(new AllotAddress
        {
            Order = order.Id,
            Merchant = order.Merchant,
            Token = wallet.Token,
            OpenedAt = order.OpenedAt,
            Until = order.ExpiresAt + options.Value.Grace,
            Refused = refused,
            Position = position,
        });

    private async Task<(Price? Price, QuoteResult Refusal)> PriceAsync(Order order, Wallet wallet)
    {
        if (!chains.TryGetToken(wallet.Chain, wallet.Token, out var token)) return (null, QuoteResult.Refused(CreateOutcome.ChainOff, $"chain {wallet.Chain} is not served here"));
        var sight = await progress.FindAsync(wallet.Chain);
        if (progress.WhyBehind(wallet.Chain, sight) is { } behind)
            return (null, QuoteResult.Refused(CreateOutcome.ChainBehind, $"{behind}; {BehindAdvice}"));
        if (await RateAsync(order, wallet) is not { } rate)
            return (null, QuoteResult.Refused(CreateOutcome.NoRate, $"no fresh rate for {wallet.Token} in {order.Currency}"));
        return TryConvert(order.Money, rate.Rate, token, out var units)
            ? (new Price(token, rate, units, sight?.Position), default)
            : (null, QuoteResult.Refused(
                CreateOutcome.AmountOutOfRange, $"{order.Money} {order.Currency} is no payable amount of {wallet.Token}"));
    }

    /// <summary>
    /// The wallet's own rate is of its own currency; an amount of its token itself is asked at par, whatever it is priced in.
    /// </summary>
    private async Task<RateValue?> RateAsync(Order order, Wallet wallet)
    {
        if (wallet.OwnRate(order.Currency) is { } own)
        {
            var source = wallet.FixedRate(order.Currency) is null ? "par" : "wallet";
            return new RateValue { Rate = own, Source = source, At = wallet.CreatedAt };
        }
        var rate = await grains.Find<IRateGrain>(new RatePair(wallet.Token, order.Currency).GrainKey).GetAsync();
        return rate is null ? null : rate with { Rate = wallet.WithSpread(rate.Rate) };
    }

    private static bool IsTwin(Wallet other, Wallet wish) =>
        other.Chain == wish.Chain && other.Token == wish.Token && other.Currency == wish.Currency && other.Rate == wish.Rate &&
        other.Tolerance == wish.Tolerance && other.Spread == wish.Spread;

    private static UInt128? Tolerated(Wallet wallet, UInt128 units) => wallet.Tolerance is { } percent ? TokenAmount.Percent(units, percent) : null;

    private static bool TryConvert(decimal money, decimal rate, TokenInfo token, out UInt128 units)
    {
        try
        {
            units = TokenAmount.FromMoney(money, rate, token.Decimals, token.Step);
            return units > 0;
        }
        catch (OverflowException)
        {
            units = 0;
            return false;
        }
    }

    private sealed record Price(TokenInfo Token, RateValue Rate, UInt128 Units, long? Position);

    private sealed record Wanted(Order Order, UInt128 Units, long? Position, Reservation? Refused, bool IsTakenForNew);

    private sealed record Place(Wallet Wallet, string Address, ReserveResult Reserved);
}
