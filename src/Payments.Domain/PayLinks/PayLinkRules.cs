using Payments.Domain.Orders;

namespace Payments.Domain.PayLinks;

/// <summary>What a payment link does. A rule that changes nothing gives the same instance back.</summary>
public static class PayLinkRules
{
    /// <summary>Most links of one merchant.</summary>
    public const int MostLinks = 500;

    /// <summary>Most payments of a link that has a limit: each is kept in the link.</summary>
    public const int MostPayments = 100;

    /// <summary>Longest title.</summary>
    public const int TitleLimit = 100;

    /// <summary>Longest description.</summary>
    public const int DescriptionLimit = 1000;

    /// <summary>Digits of a visit in the number of its order.</summary>
    private const int VisitDigits = 24;

    /// <summary>
    /// Finds the order of a visit. A link without a limit gives each visit its own. One with a limit has so many places, each an order; a
    /// place whose order expired unpaid passes to the next visit under the same number, so that a late payment counts for that place and
    /// never more orders are paid than may be. A link for one payment is one order, which all visits share while it waits.
    /// </summary>
    /// <param name="link">The link.</param>
    /// <param name="visit">Hex digits that stand for one form that was sent, with its amount: the same again is the same order.</param>
    /// <param name="standings">What the orders of the uses are, by number; null where nobody has asked yet.</param>
    /// <param name="now">The present.</param>
    public static PayLinkDecision Take(
        PayLink link, string visit, IReadOnlyDictionary<string, PayLinkStanding>? standings, DateTimeOffset now)
    {
        if (WhyClosed(link, now) is { } closed) return new(closed, link);
        if (link.MaxPayments is not { } most) return new(PayLinkOutcome.Open, link, $"{PrefixOf(link)}{visit[..VisitDigits]}");
        if (link.Uses.FirstOrDefault(use => use.Visit == visit) is { } own) return new(PayLinkOutcome.Open, link, own.Number);
        if (link.Uses.Count < most) return Given(link, link.Uses, visit);
        if (link.Uses.All(use => use.IsPaid)) return new(PayLinkOutcome.UsedUp, link);
        if (standings is null) return new(PayLinkOutcome.AskOrders, link);

        var known = link with { Uses = [.. link.Uses.Select(use => use with { IsPaid = IsPaid(use, standings) })] };
        if (known.Uses.FirstOrDefault(use => !use.IsPaid && standings[use.Number] != PayLinkStanding.Waiting) is { } free)
        {
            if (standings[free.Number] == PayLinkStanding.Void) return Given(known, [.. known.Uses.Where(use => use != free)], visit);
            var taken = known with { Uses = [.. known.Uses.Select(use => use == free ? use with { Visit = visit } : use)] };
            return new(PayLinkOutcome.Open, taken, free.Number);
        }
        if (known.Uses.All(use => use.IsPaid)) return new(PayLinkOutcome.UsedUp, known);
        return most == 1 ? new(PayLinkOutcome.Open, link, link.Uses[0].Number) : new(PayLinkOutcome.AllTaken, Changed(link, known));
    }

    /// <summary>What the numbers of all orders of a link begin with.</summary>
    public static string PrefixOf(PayLink link) => $"link-{link.Code}-";

    /// <summary>Why a link opens no order at all; null where it does.</summary>
    public static PayLinkOutcome? WhyClosed(PayLink link, DateTimeOffset now)
    {
        if (link.IsOff) return PayLinkOutcome.Off;
        return now >= link.ExpiresAt ? PayLinkOutcome.Expired : null;
    }

    /// <summary>What an order is to the place that it has.</summary>
    /// <param name="order">The order; null where there is none.</param>
    /// <param name="now">The present.</param>
    public static PayLinkStanding StandingOf(Order? order, DateTimeOffset now) => order switch
    {
        null => PayLinkStanding.Absent,
        { Status: OrderStatus.Completed or OrderStatus.PartiallyRefunded or OrderStatus.Refunded } => PayLinkStanding.Paid,
        { ArchivedAt: not null } or { Status: OrderStatus.Closed or OrderStatus.Failed } => PayLinkStanding.Void,
        { Status: OrderStatus.Detected } => PayLinkStanding.Waiting,
        { Status: OrderStatus.Expired or OrderStatus.Pending } => HasLapsed(order, now) ? PayLinkStanding.Lapsed : PayLinkStanding.Waiting,
        _ => throw new InvalidOperationException($"Unknown order status {order.Status}."),
    };

    /// <summary>Where a part came, the place stays with the order: its rest may come, or the shop closes it.</summary>
    private static bool HasLapsed(Order order, DateTimeOffset now) =>
        order is { Transfers.Count: 0, Sightings.Count: 0 } && !order.Charges.Any(charge => charge.HasMoneyUnderWay) &&
        (order.Status == OrderStatus.Expired || now >= order.ExpiresAt);

    private static bool IsPaid(PayLinkUse use, IReadOnlyDictionary<string, PayLinkStanding> standings) =>
        use.IsPaid || standings[use.Number] == PayLinkStanding.Paid;

    private static PayLink Changed(PayLink link, PayLink known) => link.Uses.SequenceEqual(known.Uses) ? link : known;

    private static PayLinkDecision Given(PayLink link, IReadOnlyList<PayLinkUse> others, string visit)
    {
        var count = link.NumbersGiven + 1;
        var number = FormattableString.Invariant($"{PrefixOf(link)}{count}");
        var next = link with { Uses = [.. others, new PayLinkUse { Visit = visit, Number = number }], NumbersGiven = count };
        return new(PayLinkOutcome.Open, next, number);
    }
}
