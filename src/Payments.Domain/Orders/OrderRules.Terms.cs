namespace Payments.Domain.Orders;

public static partial class OrderRules
{
    /// <summary>
    /// Takes over what a repeated request says beside the money: the newest signed request counts as long as no payment was seen.
    /// </summary>
    /// <param name="order">The order, which is open.</param>
    /// <param name="terms">What the request says.</param>
    /// <param name="now">The present.</param>
    /// <returns>
    /// The order that follows, the same instance where nothing differs; or, where a payment was seen, what the request names and stays as
    /// it was, in words. A request that leaves something out names nothing.
    /// </returns>
    public static (Order Order, string? Refused) Renew(Order order, OrderTerms terms, DateTimeOffset now)
    {
        // The same money written otherwise is no other request: what callbacks repeat stays as it was first written.
        terms = terms with { MoneyText = order.Terms.MoneyText, Unknown = order.Terms.Unknown };
        if (terms == order.Terms) return (order, null);
        if (!HasSeenMoney(order))
            return (Noted(order with { Terms = terms }, now, "terms-changed"), null);
        var differing = string.Join(", ", Differing(order.Terms, terms));
        return (order, differing.Length == 0 ? null : differing);
    }

    private static IEnumerable<string> Differing(OrderTerms known, OrderTerms terms)
    {
        if (terms.NotifyUrl is { } notifyUrl && notifyUrl != known.NotifyUrl) yield return "notify URL";
        if (terms.ReturnUrl is { } returnUrl && returnUrl != known.ReturnUrl) yield return "return URL";
        if (terms.Type is { } type && type != known.Type) yield return "type";
        if (terms.User is { } user && user != known.User) yield return "user";
    }
}
