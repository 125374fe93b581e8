using Payments.Domain.Money;
using Payments.Domain.Transfers;

namespace Payments.Domain.Orders;

/// <summary>What one change of an order says about its payments: the lines of the log.</summary>
public static class PaymentNews
{
    /// <summary>Payments that were not known before, in a block or waiting for one.</summary>
    public static IEnumerable<PaymentNote> Seen(Order before, Order next)
    {
        var known = before.Transfers.Select(counted => counted.Transfer.Id)
            .Concat(before.Sightings.Select(sighting => sighting.Id))
            .ToHashSet();
        var sighted = next.Sightings.Select(sighting => Note(next, sighting.Id, sighting.Units, quote => quote.Takes(sighting)));
        return next.Transfers.Select(counted => Note(next, counted)).Concat(sighted).Where(note => !known.Contains(note.Id));
    }

    /// <summary>Payments that became final.</summary>
    public static IEnumerable<PaymentNote> Counted(Order before, Order next)
    {
        var final = before.Transfers.Where(counted => counted.Confirmed).Select(counted => counted.Transfer.Id).ToHashSet();
        return next.Transfers
            .Where(counted => counted.Confirmed && !final.Contains(counted.Transfer.Id))
            .Select(counted => Note(next, counted));
    }

    /// <summary>Whether the change completes the order.</summary>
    public static bool Completes(Order before, Order next) => before.CompletedAt is null && next.CompletedAt is not null;

    private static PaymentNote Note(Order order, OrderTransfer counted) =>
        Note(order, counted.Transfer.Id, counted.Transfer.Units, quote => quote.Takes(counted.Transfer));

    private static PaymentNote Note(Order order, TransferId id, UInt128 units, Func<Quote, bool> takes)
    {
        var quote = order.Quotes.LastOrDefault(takes);
        return new PaymentNote(id, quote is null ? $"{units} units" : $"{TokenAmount.Format(units, quote.Decimals)} {quote.Token}");
    }
}

/// <summary>A payment in a log line.</summary>
/// <param name="Id">Its name, as the API writes it.</param>
/// <param name="Amount">How much, decimal, with the token.</param>
public readonly record struct PaymentNote(TransferId Id, string Amount);
