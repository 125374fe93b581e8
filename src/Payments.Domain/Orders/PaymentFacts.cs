using System.Numerics;
using Payments.Domain.Transfers;

namespace Payments.Domain.Orders;

/// <summary>What was paid of an order, reckoned in one of its quotes' coins.</summary>
/// <remarks>
/// The quotes of the present opening count whatever was matched to the order. Those of earlier openings count what was paid in their time, or was assigned by hand, and where a newer quote asks for the
/// same coin, only if that is all of it.
/// </remarks>
/// <param name="Quote">The quote reckoned by: the one that is paid in full, else the one of which the largest share came, else the one on show.</param>
/// <param name="Received">Units seen so far, unconfirmed ones included.</param>
/// <param name="Confirmed">Units in final blocks.</param>
public sealed record PaymentFacts(Quote Quote, UInt128 Received, UInt128 Confirmed)
{
    private const int PartlyPaid = 1;

    /// <summary>Units still missing; none once so little is that the wallet tolerates it.</summary>
    public UInt128 Missing => Received >= Quote.LeastUnits ? 0 : Quote.Units - Received;

    /// <summary>
    /// Units to ask the payer for now, 0 where nothing is missing: what the database holds for the order in this coin at this address, or else what is missing. The two differ
    /// where the missing amount was another order's: whoever is asked for that one pays a stranger's order.
    /// </summary>
    public UInt128 ToPay { get; private init; }

    /// <summary>Units above what was asked.</summary>
    public UInt128 Excess => Received > Quote.Units ? Received - Quote.Units : 0;

    /// <summary>Something came, and not enough.</summary>
    public bool IsUnderpaid => Received > 0 && Missing > 0;

    /// <summary>Whether final blocks hold all that was asked, or so much of it that the wallet tolerates what is missing.</summary>
    public bool IsPaid => Confirmed >= Quote.LeastUnits;

    /// <summary>Reckons an order, or null while it has no quote.</summary>
    public static PaymentFacts? Of(Order order)
    {
        if (order.Quote is null) return null;
        PaymentFacts? best = null;
        for (var i = order.Quotes.Count - 1; i >= 0; i--)
        {
            var standing = QuoteStanding.Of(order.Quotes, i);
            var facts = Of(order.Quotes[i], standing, order.Transfers);
            if (standing.IsSuperseded && facts.Missing > 0) continue;
            if (best is null || Rank(facts) > Rank(best) || Rank(facts) == PartlyPaid && Rank(best) == PartlyPaid && facts.HasLargerShareThan(best)) best = facts;
        }
        return best! with { ToPay = best.Missing == 0 ? 0 : order.Reservation is { } held && best.Quote.Asks(held) ? held.Units : best.Missing };
    }

    /// <summary>Whether one of the order's quotes counts a transfer.</summary>
    public static bool Takes(Order order, OrderTransfer counted) => Standings(order).Any(one => Counts(one.Quote, one.Standing, counted));

    /// <summary>Whether one of the order's quotes would count what waits for a block.</summary>
    public static bool Takes(Order order, Sighting sighting) => Standings(order).Any(one => Counts(one.Quote, one.Standing, sighting));

    /// <summary>Whether one of the quotes would be paid in full if all that was sighted got into blocks. Only for what is shown: nothing sighted is paid.</summary>
    public static bool IsCovered(Order order)
    {
        foreach (var (quote, standing) in Standings(order))
        {
            var seen = Of(quote, standing, order.Transfers).Received;
            foreach (var sighting in order.Sightings)
                if (Counts(quote, standing, sighting)) seen = checked(seen + sighting.Units);
            if (seen >= quote.LeastUnits) return true;
        }
        return false;
    }

    /// <summary>Whether a transfer to the order's own address is dust by every quote that would count it. At addresses that orders share, the address's book asks before an order is told.</summary>
    public static bool IsDust(Order order, OrderTransfer counted) => IsDust(order, counted.Transfer.Units, (quote, standing) => Counts(quote, standing, counted));

    /// <summary>Whether what waits for a block is dust by every quote that would count it.</summary>
    public static bool IsDust(Order order, Sighting sighting) => IsDust(order, sighting.Units, (quote, standing) => Counts(quote, standing, sighting));

    /// <summary>A quote waits for what is missing of it, or for the whole where nothing is, against which an excess is held.</summary>
    private static bool IsDust(Order order, UInt128 units, Func<Quote, QuoteStanding, bool> counts)
    {
        foreach (var (quote, standing) in Standings(order))
        {
            if (!counts(quote, standing)) continue;
            var missing = Of(quote, standing, order.Transfers).Missing;
            if (!quote.IsOwnAddress || !Dust.Is(units, missing > 0 ? missing : quote.Units)) return false;
        }
        return true;
    }

    /// <summary>Units of a quote's coin that wait for a block, to its address.</summary>
    public static UInt128 Sighted(Order order, Quote quote)
    {
        UInt128 sighted = 0;
        foreach (var sighting in order.Sightings)
            if (quote.Takes(sighting)) sighted = checked(sighted + sighting.Units);
        return sighted;
    }

    private static int Rank(PaymentFacts facts) =>
        facts.IsPaid ? 3 : facts.Missing == 0 ? 2 : facts.Received > 0 ? PartlyPaid : 0;

    /// <summary>Units of different coins do not compare; their shares of what was asked do.</summary>
    private bool HasLargerShareThan(PaymentFacts other) => (BigInteger)Received * other.Quote.Units > (BigInteger)other.Received * Quote.Units;

    private static IEnumerable<(Quote Quote, QuoteStanding Standing)> Standings(Order order) => order.Quotes.Select((quote, place) => (quote, QuoteStanding.Of(order.Quotes, place)));

    private static PaymentFacts Of(Quote quote, QuoteStanding standing, IReadOnlyList<OrderTransfer> transfers)
    {
        UInt128 received = 0, confirmed = 0;
        foreach (var counted in transfers)
        {
            if (!Counts(quote, standing, counted)) continue;
            received = checked(received + counted.Transfer.Units);
            if (counted.Confirmed) confirmed = checked(confirmed + counted.Transfer.Units);
        }
        return new PaymentFacts(quote, received, confirmed);
    }

    private static bool Counts(Quote quote, QuoteStanding standing, OrderTransfer counted) =>
        quote.Takes(counted.Transfer) && (standing.IsPresent || quote.IsInTime(counted.PaidAt) || counted.Assigned && !standing.IsSuperseded);

    private static bool Counts(Quote quote, QuoteStanding standing, Sighting sighting) => quote.Takes(sighting) && (standing.IsPresent || quote.IsInTime(sighting.SeenAt));
}
