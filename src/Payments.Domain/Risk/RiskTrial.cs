using Payments.Domain.Orders;

namespace Payments.Domain.Risk;

/// <summary>Tries a rule on past orders, as if it had been in force: nothing is counted elsewhere, and nothing changes.</summary>
/// <remarks>
/// Orders are given oldest first. Windows begin empty with the first of them. An order whose subject is not stored is not judged:
/// e-mail addresses are sealed, and networks are kept only since there were rules.
/// </remarks>
/// <param name="rule">The rule, in whatever state.</param>
/// <param name="set">The items of its list; null where it names none.</param>
public sealed class RiskTrial(RiskRule rule, RiskSet? set)
{
    private readonly Dictionary<string, VelocityWindow> windows = new(StringComparer.Ordinal);

    /// <summary>Orders that were judged.</summary>
    public int Judged { get; private set; }

    /// <summary>Orders whose subject is not known.</summary>
    public int Unknown { get; private set; }

    /// <summary>Orders that the rule would have taken.</summary>
    public int Taken { get; private set; }

    /// <summary>What the rule would have measured of an order that it takes; null where it does not take it.</summary>
    public string? Judge(Order order)
    {
        var known = FactsOf(order).Where(facts => facts.ValueOf(rule.Subject) is not null).ToArray();
        if (known.Length == 0)
        {
            Unknown++;
            return null;
        }
        Judged++;
        string? measured = null;
        foreach (var facts in known.Where(facts => RiskRules.IsAbout(rule, facts, set)))
            measured = RiskRules.Measured(rule, facts, Counted(facts, order.CreatedAt)) ?? measured;
        if (measured is not null) Taken++;
        return measured;
    }

    /// <summary>One for each sender of the order's payments where the rule is about senders; else one.</summary>
    private IEnumerable<RiskFacts> FactsOf(Order order)
    {
        var facts = OrderRules.FactsOf(order);
        return rule.Subject is RiskSubject.Address
            ? order.Transfers.Select(counted => facts with { Address = counted.Transfer.From })
            : [facts];
    }

    private decimal? Counted(RiskFacts facts, DateTimeOffset at)
    {
        if (!rule.IsVelocity) return null;
        var value = facts.ValueOf(rule.Subject)!;
        if (!windows.TryGetValue(value, out var window)) windows[value] = window = new VelocityWindow(rule.Window);
        return window.Add(RiskRules.Added(rule, facts), at);
    }
}
