using Payments.Domain.Charges;

namespace Payments.Domain.Orders;

public static partial class OrderRules
{
    /// <summary>
    /// The charge that goes on being shown to a payer who asks for the same way to pay again: the newest live one of this method, over the
    /// order's present money, that can still be paid; null where a new one must be begun.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="wish">The charge as it would be begun now.</param>
    /// <param name="now">The present.</param>
    public static Charge? ChargeToShow(Order order, Charge wish, DateTimeOffset now) => order.Charges.LastOrDefault(charge =>
        charge.IsLive && charge.ExpiresAt > now && (charge.Front?.Until is not { } until || until > now) &&
        charge.Provider == wish.Provider && charge.Method == wish.Method && Pays(charge, order) &&
        charge.WishedCurrency == wish.WishedCurrency && charge.WishedNetwork == wish.WishedNetwork && charge.Payer == wish.Payer);

    /// <summary>Whether an order may begin a charge: it waits for its first money.</summary>
    public static bool TakesCharges(Order order, DateTimeOffset now) => order.ArchivedAt is null && now < order.ExpiresAt &&
        order is { Status: OrderStatus.Pending } && order.Charges.Count < ChargeReference.Last && !HasChargeUnderWay(order);

    /// <summary>Begins a charge. Stored before its provider is asked, so that no crash makes a charge that nobody knows.</summary>
    /// <param name="order">The order.</param>
    /// <param name="charge">The charge.</param>
    /// <param name="isAskable">Whether its provider can be asked where it stands.</param>
    /// <param name="now">The present.</param>
    public static Order WithCharge(Order order, Charge charge, bool isAskable, DateTimeOffset now)
    {
        var begun = ChargeRules.Scheduled(charge, isAskable, now);
        var next = Noted(order with { Charges = [.. order.Charges, begun] }, now, "charge-begun", charge.Method);
        var text = FormattableString.Invariant($"{charge.Amount} {charge.Currency} are asked for by {charge.Method}");
        return Scheduled(Logged(next, charge.Reference, PaymentLogKind.Request, text, now), now);
    }

    /// <summary>Whether an order still takes money as its own: it is open.</summary>
    public static bool TakesMoney(Order order) => IsOpen(order);

    /// <summary>
    /// Takes what a provider says of one of the order's charges, and completes the order once the provider has the whole money. Money of an
    /// order that takes none any more stays on record and is the merchant's to return.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="provider">The provider that says it.</param>
    /// <param name="news">What it says.</param>
    /// <param name="isAskable">Whether the provider can be asked where the charge stands.</param>
    /// <param name="now">The present.</param>
    public static (ChargeOutcome Outcome, Order Order) ApplyCharge(
        Order order, string provider, ChargeNews news, bool isAskable, DateTimeOffset now)
    {
        if (PlaceOf(order, provider, news.Reference) is not { } place) return (ChargeOutcome.NotFound, order);
        var before = order.Charges[place];
        var isMismatch = ChargeRules.WhyNot(before, news) is not null;
        var after = ChargeRules.Apply(before, news, now);
        if (ReferenceEquals(after, before)) return (isMismatch ? ChargeOutcome.Mismatch : ChargeOutcome.Known, order);

        after = SharingBegun(ChargeRules.Scheduled(after, isAskable, now), now);
        var next = WithCharge(order, place, after);
        if (after.State == before.State) return (ChargeOutcome.Taken, Scheduled(next, now));
        next = Noted(next, now, EventOf(after.State), after.Method);
        if (after.State == ChargeState.Paid)
            next = IsOpen(next) && Pays(after, next)
                ? CompletedUnlessHeld(next, now)
                : Noted(next, now, "charge-paid-beside", after.Reference);
        else if (next.Status == OrderStatus.Pending && after.HasMoneyUnderWay ||
            next.Status == OrderStatus.Expired && after.State == ChargeState.Seen)
            next = next with { Status = OrderStatus.Detected };
        else if (next.Status == OrderStatus.Detected && !HasSeenMoney(next))
            next = next with { Status = OrderStatus.Pending };
        return (isMismatch ? ChargeOutcome.Mismatch : ChargeOutcome.Taken, Scheduled(next, now));
    }

    /// <summary>That a provider was asked and the state is not known, or is as it was; with the time at which it is asked again.</summary>
    /// <param name="order">The order.</param>
    /// <param name="reference">The charge.</param>
    /// <param name="isAskable">Whether its provider can be asked about it.</param>
    /// <param name="word">Why it is not known; null to leave the last word.</param>
    /// <param name="now">The present.</param>
    public static Order Asked(Order order, string reference, bool isAskable, string? word, DateTimeOffset now) =>
        Changed(order, reference, charge => ChargeRules.Scheduled(ChargeRules.Asked(charge, word), isAskable, now), now);

    /// <summary>Keeps what a payer's return brought, so that the provider can be asked with it, and asks soon.</summary>
    public static Order Hinted(Order order, string reference, IReadOnlyDictionary<string, string> hints, DateTimeOffset now)
    {
        var next = Changed(order, reference, charge => charge.IsLive && !Same(charge.Hints, hints)
            ? charge with { Hints = hints, Asked = 0, AskAt = now }
            : charge, now);
        if (ReferenceEquals(next, order)) return order;
        var brought = string.Join(", ", hints.Select(hint => $"{hint.Key} {hint.Value}"));
        return Logged(next, reference, PaymentLogKind.Callback, $"the payer came back with {brought}", now);
    }

    /// <summary>
    /// That what the provider confirmed as paid has paid another order: it pays nothing here, the charge stays open, and what the payer
    /// brought is dropped, so that it is not asked about again.
    /// </summary>
    public static Order ReceiptTaken(Order order, string reference, DateTimeOffset now)
    {
        const string why = "the provider's number of this payment has paid another order";
        var next = Changed(order, reference, charge => charge with { Hints = null, AskAt = null, Word = why }, now);
        return Logged(next, reference, PaymentLogKind.Error, why, now);
    }

    /// <summary>Ends a charge that its provider refused to make; the order waits for another way to pay.</summary>
    public static Order ChargeRefused(Order order, string reference, string why, DateTimeOffset now)
    {
        var next = Changed(order, reference, charge => charge.State == ChargeState.Opening
            ? charge with { State = ChargeState.Ended, Word = why, AskAt = null }
            : charge, now);
        return ReferenceEquals(next, order) ? order : Scheduled(Noted(next, now, "charge-refused", why), now);
    }

    /// <summary>That the end user's wallet was credited.</summary>
    public static Order Credited(Order order, DateTimeOffset now) =>
        order.CreditDue is null ? order : Scheduled(order with { CreditDue = null }, now);

    /// <summary>Charges whose provider is to be asked now.</summary>
    public static IEnumerable<Charge> ChargesToAsk(Order order, DateTimeOffset now) => order.Charges.Where(charge => charge.AskAt <= now);

    /// <summary>Whether a charge is over the order's present money: an order that lapsed may be opened again over another.</summary>
    private static bool Pays(Charge charge, Order order) => charge.Amount == order.Money && charge.Currency == order.Currency;

    /// <summary>
    /// A person has decided what the charges that waited for that are worth: they end, and what their providers said stays on record.
    /// </summary>
    private static Order Decided(Order order) => !HasChargeUnderWay(order) ? order : order with
    {
        Charges =
        [
            .. order.Charges.Select(charge => charge.State == ChargeState.Held ? charge with { State = ChargeState.Ended } : charge),
        ],
    };

    /// <summary>
    /// Money that a provider has seen and that has not completed the order; under review also what the provider has in full.
    /// </summary>
    private static bool HasChargeUnderWay(Order order)
    {
        foreach (var charge in order.Charges)
            if (charge.HasMoneyUnderWay || IsUnderReview(order) && charge.State == ChargeState.Paid && Pays(charge, order)) return true;
        return false;
    }

    private static DateTimeOffset? NextAsk(Order order)
    {
        DateTimeOffset? next = null;
        foreach (var charge in order.Charges)
        {
            if (charge.AskAt is { } at && (next is null || at < next)) next = at;
            if (charge.Sharing?.AskAt is { } share && (next is null || share < next)) next = share;
        }
        foreach (var refund in order.Refunds)
            if (refund.AskAt is { } at && (next is null || at < next)) next = at;
        return next;
    }

    private static int? PlaceOf(Order order, string provider, string reference)
    {
        for (var i = 0; i < order.Charges.Count; i++)
            if (order.Charges[i].Reference == reference) return order.Charges[i].Provider == provider ? i : null;
        return null;
    }

    private static Order Changed(Order order, string reference, Func<Charge, Charge> change, DateTimeOffset now)
    {
        for (var i = 0; i < order.Charges.Count; i++)
        {
            if (order.Charges[i].Reference != reference) continue;
            var after = change(order.Charges[i]);
            return ReferenceEquals(after, order.Charges[i]) ? order : Scheduled(WithCharge(order, i, after), now);
        }
        return order;
    }

    private static Order WithCharge(Order order, int place, Charge charge)
    {
        var charges = order.Charges.ToArray();
        charges[place] = charge;
        return order with { Charges = charges };
    }

    private static bool Same(IReadOnlyDictionary<string, string>? known, IReadOnlyDictionary<string, string> hints) =>
        known is not null && known.Count == hints.Count && hints.All(hint => known.GetValueOrDefault(hint.Key) == hint.Value);

    private static string EventOf(ChargeState state) => state switch
    {
        ChargeState.Open => "charge-open",
        ChargeState.Seen => "charge-seen",
        ChargeState.Underpaid => "charge-underpaid",
        ChargeState.Paid => "charge-paid",
        ChargeState.Ended => "charge-ended",
        ChargeState.Held => "charge-held",
        _ => throw new InvalidOperationException($"No news makes a charge {state}."),
    };
}
