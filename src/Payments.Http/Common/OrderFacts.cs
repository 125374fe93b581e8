using System.Globalization;
using Payments.Chains;
using Payments.Domain.Identity;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Http.Api;

namespace Payments.Http.Common;

/// <summary>
/// What was asked of an order's payer and what came, the same for every face: exact decimal texts in the token, addresses as the
/// chain's users write them.
/// </summary>
internal sealed record OrderFacts
{
    /// <summary>The chain's name in the configuration.</summary>
    public required string Chain { get; init; }

    /// <summary>The token's symbol.</summary>
    public required string Token { get; init; }

    /// <summary>Where to.</summary>
    public required string Address { get; init; }

    /// <summary>The amount asked, nudge included.</summary>
    public required string Asked { get; init; }

    /// <summary>What came, whether its blocks are final or not.</summary>
    public required string Received { get; init; }

    /// <summary>What came in final blocks.</summary>
    public required string Confirmed { get; init; }

    /// <summary>What is missing; <c>0</c> also where the wallet tolerates the rest.</summary>
    public required string Missing { get; init; }

    /// <summary>What the payer is asked for now; <c>0</c> where nothing is missing.</summary>
    public required string ToPay { get; init; }

    /// <summary>What came above the amount asked: money that is the payer's, or a second payment.</summary>
    public required string Excess { get; init; }

    /// <summary>Reckons an order; null until a coin is chosen.</summary>
    public static OrderFacts? Of(Order order, ChainCatalog chains)
    {
        if (PaymentFacts.Of(order) is not { Quote: var quote } facts) return null;
        string Text(UInt128 units) => TokenAmount.Format(units, quote.Decimals);
        return new OrderFacts
        {
            Chain = quote.Chain.Value,
            Token = quote.Token,
            Address = chains.Display(quote.Chain, quote.Address),
            Asked = Text(quote.Units),
            Received = Text(facts.Received),
            Confirmed = Text(facts.Confirmed),
            Missing = Text(facts.Missing),
            ToPay = Text(facts.ToPay),
            Excess = Text(facts.Excess),
        };
    }

    /// <summary>Every transaction that is the order's, those that wait for a block last.</summary>
    public static IReadOnlyList<OrderTransaction> TransactionsOf(Order order, ChainCatalog chains) =>
    [
        .. order.Transfers.Select(counted => OrderTransaction.Of(order, counted, chains)),
        .. order.Sightings.Select(sighting => OrderTransaction.Of(order, sighting, chains)),
    ];
}

/// <summary>
/// One transaction of an order. <see cref="State"/> is <c>waiting</c> for a block, <c>seen</c> in one, <c>final</c>, or <c>removed</c>: a
/// deep reorganisation took it back after the order was completed. The amount is null where the token is no longer configured. It is in
/// time or late by <see cref="PaidAt"/>.
/// </summary>
internal sealed record OrderTransaction(
    string TransactionHash,
    string State,
    string Chain,
    string Token,
    string? Amount,
    string Units,
    string? From,
    string Address,
    long? Block,
    string PaidAt,
    bool Late,
    bool Assigned)
{
    public static OrderTransaction Of(Order order, OrderTransfer counted, ChainCatalog chains)
    {
        var transfer = counted.Transfer;
        return new OrderTransaction(
            transfer.Transaction,
            counted.RemovedAt is not null ? "removed" : counted.Confirmed ? "final" : "seen",
            transfer.Chain.Value,
            transfer.Token,
            Format(order, transfer.Chain, transfer.Token, transfer.Units, chains),
            transfer.Units.ToString(CultureInfo.InvariantCulture),
            transfer.From.Length == 0 ? null : chains.Display(transfer.Chain, transfer.From),
            chains.Display(transfer.Chain, transfer.To),
            transfer.Block,
            ApiTime.Format(counted.PaidAt),
            counted.Late,
            counted.Assigned);
    }

    public static OrderTransaction Of(Order order, Domain.Transfers.Sighting sighting, ChainCatalog chains) => new(
        sighting.Transaction,
        "waiting",
        sighting.Chain.Value,
        sighting.Token,
        Format(order, sighting.Chain, sighting.Token, sighting.Units, chains),
        sighting.Units.ToString(CultureInfo.InvariantCulture),
        null,
        chains.Display(sighting.Chain, sighting.To),
        null,
        ApiTime.Format(sighting.SeenAt),
        false,
        false);

    /// <summary>By the decimals that a quote has fixed, else by the token's present ones.</summary>
    private static string? Format(Order order, ChainId chain, string token, UInt128 units, ChainCatalog chains)
    {
        var quote = order.Quotes.LastOrDefault(quote => quote.Chain == chain && quote.Token == token);
        if (quote is not null) return TokenAmount.Format(units, quote.Decimals);
        return chains.TryGetToken(chain, token, out var known) ? TokenAmount.Format(units, known.Decimals) : null;
    }
}
