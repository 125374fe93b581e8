using System.Globalization;
using System.Numerics;
using Payments.Domain.Charges;
using Payments.Domain.Money;
using Payments.Domain.Refunds;

namespace Payments.Domain.Orders;

public static partial class OrderRules
{
    /// <summary>What a repeated request for a refund means; null where the order has no refund of its id.</summary>
    public static RefundDecision? KnownRefund(Order order, RefundRequest request)
    {
        if (order.Refunds.FirstOrDefault(refund => refund.Id == request.Id) is not { } known) return null;
        var differing = string.Join(", ", request.Wish.DifferingFrom(known.Wish));
        return differing.Length == 0
            ? new RefundDecision(RefundOutcome.Existing, order, known)
            : new RefundDecision(RefundOutcome.Conflict, order, known, $"is taken by a refund that differs in {differing}");
    }

    /// <summary>Everything that was paid of an order and could go back: each charge, and each coin at each address.</summary>
    public static IReadOnlyList<RefundSource> RefundSources(Order order)
    {
        var sources = new List<RefundSource>();
        var paidBy = ShownCharge.PaidOf(order);
        foreach (var charge in order.Charges)
            if (charge.State is ChargeState.Paid or ChargeState.Held) sources.Add(SourceOf(charge, paidBy?.Reference == charge.Reference));
        var facts = PaymentFacts.Of(order);
        foreach (var coin in order.Transfers.GroupBy(counted => (counted.Transfer.Chain, counted.Transfer.Token, counted.Transfer.To)))
        {
            var (chain, token, address) = coin.Key;
            if (order.Quotes.LastOrDefault(quote => quote.Chain == chain && quote.Token == token) is not { } quoted) continue;
            var isAsked = paidBy is null && facts is { Quote: var paid } &&
                (paid.Chain, paid.Token, paid.Address) == (chain, token, address);
            var certain = coin.Where(counted => counted is { Confirmed: true, RemovedAt: null })
                .Aggregate((UInt128)0, (sum, counted) => checked(sum + counted.Transfer.Units));
            var (asked, least) = isAsked ? (facts!.Quote.Units, facts.Quote.LeastUnits) : (UInt128.Zero, UInt128.Zero);
            sources.Add(new RefundSource(token, quoted.Decimals, certain, asked, least)
            {
                Chain = chain,
                Address = address,
                IsInDoubt = coin.Any(counted => counted.RemovedAt is not null),
            });
        }
        return sources;
    }

    /// <summary>The money that a request means, or why it means none.</summary>
    /// <param name="order">The order.</param>
    /// <param name="wish">What is asked for.</param>
    public static (RefundSource? Source, RefundDecision? Refusal) RefundSourceOf(Order order, RefundWish wish)
    {
        if (order.ArchivedAt is not null) return Refused(RefundOutcome.Archived, "was archived: nothing of it changes any more");
        if (IsOpen(order))
            return Refused(RefundOutcome.NotOver, "still takes money; refuse or close it first, so that nothing more counts");
        RefundSource[] meant = [.. RefundSources(order).Where(source => source.IsMeantBy(wish))];
        return meant.Length switch
        {
            0 => Refused(RefundOutcome.NothingPaid, "has no payment of this kind that is known to the gateway"),
            1 => (meant[0], null),
            _ => Refused(
                RefundOutcome.SourceOpen, $"was paid in several ways; name one: {string.Join("; ", meant.Select(source => source.Name))}"),
        };

        (RefundSource?, RefundDecision?) Refused(RefundOutcome outcome, string detail) =>
            (null, new RefundDecision(outcome, order, null, detail));
    }

    /// <summary>
    /// Stores a refund, before anybody is asked for it. What is refunded and what is still to be, of all of the order's refunds together,
    /// is never more than what was paid; what is in doubt waits.
    /// </summary>
    /// <param name="order">The order, which has no refund of this id.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="source">The money that is meant.</param>
    /// <param name="destination">On a chain, where to, in canonical form; else as it was asked for, or null.</param>
    /// <param name="terms">What the source's provider can do.</param>
    /// <param name="now">The present.</param>
    public static RefundDecision RequestRefund(
        Order order, RefundRequest request, RefundSource source, string? destination, RefundTerms terms, DateTimeOffset now)
    {
        if (source.IsInDoubt) return Refused(RefundOutcome.InDoubt, "what was paid is in doubt; nothing goes back until that is known");
        if (!terms.IsOffered) return Refused(RefundOutcome.NotOffered, $"{source.Charge?.Provider} returns no money");
        if (terms.NeedsDestination && destination is null)
            return Refused(
                RefundOutcome.DestinationMissing, "is required: an address of the payer's own. The sender may be an exchange");
        if (source.Chain is not null && destination == source.Address)
            return Refused(RefundOutcome.DestinationWrong, "is the very address that was paid");
        if (WhyKept(order, source, request.Wish) is { } kept) return Refused(RefundOutcome.SharesKept, kept);
        if (order.Refunds.Count >= RefundReference.Last)
            return Refused(RefundOutcome.TooMany, $"has {RefundReference.Last} refunds, and more may not be");

        var returned = ReturnedOf(order, source);
        var left = source.Paid > returned ? source.Paid - returned : 0;
        if (request.Wish.OverpaidOnly)
            left = Less(left, source.Paid > source.Asked + returned ? source.Paid - source.Asked - returned : 0);
        var units = left;
        if (request.Wish.Amount is { } amount && (!TokenAmount.TryParse(amount, source.Decimals, out units) || units == 0))
            return Refused(RefundOutcome.AmountWrong, $"expected a positive number with at most {source.Decimals} decimals");
        if (request.Wish.Amount is not null && source.Charge is not null && !IsMoney(units, source))
            return Refused(RefundOutcome.AmountWrong, $"at most {MoneyBounds.Of(source.Currency).Decimals} decimals");
        if (left == 0)
            return Refused(RefundOutcome.NothingLeft, request.Wish.OverpaidOnly
                ? "nothing was overpaid that is still there"
                : "all of it was refunded or is being refunded");
        if (units > left)
            return Refused(RefundOutcome.TooMuch, $"at most {TokenAmount.Format(left, source.Decimals)} {source.Currency} is left");
        if (!terms.TakesParts && units != source.Paid)
            return Refused(
                RefundOutcome.PartNotOffered,
                $"{source.Charge?.Provider} returns whole payments alone, here {TokenAmount.Format(source.Paid, source.Decimals)}");

        var reversed = CreditGone(order, source, returned + units) - order.Refunds.Where(Counts).Sum(refund => refund.Reversed ?? 0);
        var refund = New(order, request, source, units, destination, reversed > 0 ? reversed : null, now);
        var next = Noted(order with { Refunds = [.. order.Refunds, refund] }, now, "refund-requested", request.Id);
        return new RefundDecision(RefundOutcome.Created, Scheduled(next, now), refund);

        bool Counts(Refund refund) => refund.TakesMoney && source.IsOf(refund);
        RefundDecision Refused(RefundOutcome outcome, string detail) => new(outcome, order, null, detail);
    }

    private static Refund New(
        Order order, RefundRequest request, RefundSource source, UInt128 units, string? destination, decimal? reversed, DateTimeOffset now)
    {
        var isOfProvider = source.Charge is not null;
        return new Refund
        {
            Id = request.Id,
            Number = order.Refunds.Count + 1,
            Kind = isOfProvider ? RefundKind.Provider : RefundKind.Chain,
            Currency = source.Currency,
            Units = units,
            Decimals = source.Decimals,
            Status = RefundStatus.Requested,
            Wish = request.Wish,
            By = request.By,
            CreatedAt = now,
            Charge = source.Charge?.Reference,
            Provider = source.Charge?.Provider,
            Chain = source.Chain,
            From = source.Address,
            To = destination,
            NotifyUrl = source.Charge is { } charge ? $"{request.PublicUrl}/notify/{charge.Provider}/{order.Merchant.Value}" : null,
            Reversed = reversed,
            Reversal = reversed is null ? RefundReversal.None : RefundReversal.Due,
            Shares = source.Charge is { Sharing: not null } && !request.Wish.KeepsShares ? RefundShares.Due : RefundShares.None,
            AskAt = isOfProvider || reversed is not null ? now : null,
        };
    }

    /// <summary>
    /// How much of the end user's credit is gone once so much of a source went back: none while what is left pays the order, and then the
    /// part that is not paid any more, rounded up, so that the last refund takes the rest exactly.
    /// </summary>
    private static decimal CreditGone(Order order, RefundSource source, UInt128 returned)
    {
        if (order is not { Terms.User: not null, CompletedAt: not null } || source.Asked == 0) return 0;
        var price = Less(source.Asked, source.Paid);
        var kept = source.Paid > returned ? source.Paid - returned : 0;
        if (kept >= Less(source.Least, price)) return 0;
        var decimals = Math.Max(order.Money.Scale, (byte)MoneyBounds.Of(order.Currency).Decimals);
        if (!TokenAmount.TryParse(PlainDecimal.Format(order.Money), decimals, out var money))
            throw new InvalidOperationException($"The money of order {order.Id} is no amount.");
        var gone = TokenAmount.Share(money, price - kept, price, 1);
        return decimal.Parse(TokenAmount.Format(gone, decimals), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
    }

    private static RefundSource SourceOf(Charge charge, bool isAsked)
    {
        var asked = isAsked ? Units(charge.Amount) : 0;
        return new RefundSource(charge.Currency, RefundSource.MoneyDecimals, Units(charge.Paid ?? charge.Amount), asked, asked)
        {
            Charge = charge,
            IsInDoubt = charge.State == ChargeState.Held,
        };
    }

    private static UInt128 Units(decimal money) =>
        TokenAmount.TryParse(PlainDecimal.Format(money), RefundSource.MoneyDecimals, out var units)
            ? units
            : throw new InvalidOperationException($"{money} is no amount of money.");

    /// <summary>Units that went back of a source, or are to.</summary>
    private static UInt128 ReturnedOf(Order order, RefundSource source) => order.Refunds
        .Where(refund => refund.TakesMoney && source.IsOf(refund))
        .Aggregate((UInt128)0, (sum, refund) => checked(sum + refund.Units));

    private static bool IsMoney(UInt128 units, RefundSource source) =>
        (BigInteger)units % BigInteger.Pow(10, RefundSource.MoneyDecimals - MoneyBounds.Of(source.Currency).Decimals) == 0;

    private static UInt128 Less(UInt128 one, UInt128 other) => one < other ? one : other;
}
