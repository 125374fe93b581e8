using Payments.Contracts.Chains;
using static Payments.Http.Common.HtmlPage;

namespace Payments.Http.Ops;

/// <summary>What operators see of payments that nodes do not agree on, and of those that a reorganisation took back.</summary>
internal static class OpsAlarms
{
    /// <summary>Orders of one chain that are named; the others are counted.</summary>
    private const int OrdersShown = 20;

    /// <summary>One line for each reason, and the orders that lost their payment.</summary>
    public static string Render(IReadOnlyList<ChainStatus> chains) => string.Concat(chains.SelectMany(chain => chain.Reasons
        .Select(reason => $"<p class=\"bad\" role=\"alert\">{Escape(chain.Chain.Value)}: {Escape(reason)}</p>").Append(Removed(chain))));

    /// <summary>How many nodes a payment needs before it completes an order.</summary>
    public static string Confirmers(ChainStatus chain) => chain.Nodes.Count switch
    {
        0 => "–",
        1 => "<span class=\"warn\">one node only</span>",
        _ => "two nodes",
    };

    /// <summary>How a node is.</summary>
    public static string Health(NodeStatus node) => node switch
    {
        { SetAside: not null } => "<span class=\"bad\">contradicted</span>",
        { IsHealthy: true } => "<span class=\"good\">healthy</span>",
        _ => "<span class=\"bad\">unhealthy</span>",
    };

    private static string Removed(ChainStatus chain)
    {
        if (chain.Removed.Count == 0) return "";
        var more = chain.Removed.Count > OrdersShown ? $" and {chain.Removed.Count - OrdersShown} more" : "";
        var named = string.Join(", ", chain.Removed.Take(OrdersShown).Select(order => $"<code>{Escape(order.ToUuid())}</code>"));
        return $"<p class=\"bad\">Completed orders of {Escape(chain.Chain.Value)} whose payment is in no block any more: {named}{more}</p>";
    }
}
