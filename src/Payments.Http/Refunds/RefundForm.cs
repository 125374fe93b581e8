using Payments.Chains;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Http.Common;

namespace Payments.Http.Refunds;

/// <summary>A request for a refund, read from a body.</summary>
internal static class RefundForm
{
    /// <summary>The fields.</summary>
    public static readonly string[] Fields =
        ["refund_id", "amount", "overpaid_only", "charge", "chain", "currency", "from", "destination", "keep_shares", "reason"];

    private const int ShortLimit = 128;

    /// <summary>Reads a request for a refund of an order.</summary>
    /// <exception cref="InputException">A field is missing or wrong.</exception>
    public static (string Id, RefundWish Wish) Read(JsonFields body, Order order, ChainCatalog chains)
    {
        var id = InputRules.OrderNumber(body.Text("refund_id"), "refund_id");
        return (id, new RefundWish
        {
            Amount = Amount(body.Number("amount"), "amount"),
            OverpaidOnly = body.Flag("overpaid_only"),
            Charge = Short(body, "charge"),
            Chain = Chain(Short(body, "chain"), chains),
            Currency = Short(body, "currency")?.ToUpperInvariant(),
            From = Canonical(Short(body, "from"), order, chains),
            Destination = Short(body, "destination"),
            KeepsShares = body.Flag("keep_shares"),
            Reason = Reason(body.Text("reason")),
        });
    }

    /// <summary>An amount in its shortest form, whatever its currency; null for none.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static string? Amount(string? text, string field)
    {
        if (text is not { Length: > 0 }) return null;
        return PlainDecimal.Shortest(text) is { } amount and not "0"
            ? amount
            : throw new InputException(field, "expected a positive number such as 99.99");
    }

    /// <summary>The status that a list is narrowed to; null for all.</summary>
    /// <exception cref="InputException">There is no such status.</exception>
    public static RefundStatus? StatusOf(string? text)
    {
        if (text is not { Length: > 0 }) return null;
        foreach (var status in Enum.GetValues<RefundStatus>())
            if (text == status.ToString().ToLowerInvariant()) return status;
        throw new InputException("status", "expected requested, processing, succeeded, failed or cancelled");
    }

    private static string? Reason(string? text)
    {
        var reason = InputRules.Text(text?.Trim(), "reason", RefundRules.ReasonLimit);
        return reason?.Any(char.IsControl) == true ? throw new InputException("reason", "must not contain control characters") : reason;
    }

    private static string? Chain(string? name, ChainCatalog chains)
    {
        if (name is null) return null;
        return chains.TryGetChain(name, out var chain)
            ? chain.Chain.Value
            : throw new InputException("chain", "is no chain of this gateway");
    }

    /// <summary>One of the order's addresses in canonical form, however it is written.</summary>
    private static string? Canonical(string? text, Order order, ChainCatalog chains)
    {
        if (text is null) return null;
        foreach (var chain in order.Quotes.Select(quote => quote.Chain).Distinct())
            if (chains.TryParseAddress(chain, text, out var canonical, out _)) return canonical;
        throw new InputException("from", "is no address of this order");
    }

    private static string? Short(JsonFields body, string field) =>
        InputRules.Text(body.Text(field), field, ShortLimit) is { Length: > 0 } text ? text : null;
}
