using System.Globalization;
using Payments.Contracts.Chains;
using Payments.Domain.Orders;

namespace Payments.Http.Ops;

/// <summary>Figures in the words and forms of the operators' page.</summary>
internal static class OpsText
{
    /// <summary>A whole number in groups of three digits; a dash for none.</summary>
    public static string Number(long? value) => value is { } number ? number.ToString("N0", CultureInfo.InvariantCulture) : "–";

    /// <summary>A moment in UTC, whole seconds; a dash for none.</summary>
    public static string Time(DateTimeOffset? at) => at is { } moment
        ? moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC"
        : "–";

    /// <summary>A time in its two largest units.</summary>
    public static string Span(TimeSpan span) =>
        span.TotalHours >= 1 ? $"{(int)span.TotalHours} h {span.Minutes} min"
        : span.TotalMinutes >= 1 ? $"{(int)span.TotalMinutes} min {span.Seconds} s"
        : $"{(int)span.TotalSeconds} s";

    /// <summary>The heading above the orders, which says where they are an estimate.</summary>
    public static string OrdersTitle(double share) =>
        share < 1 ? string.Create(CultureInfo.InvariantCulture, $"Orders by status, estimated from {share:P0}") : "Orders by status";

    /// <summary>Orders by status, in the order in which an order passes through them, so that no tile changes its place.</summary>
    public static IEnumerable<OpsTile> Orders(OpsState state)
    {
        var names = Enum.GetNames<OrderStatus>();
        return state.Orders.OrderBy(pair => Array.FindIndex(names, name => name.Equals(pair.Key, StringComparison.OrdinalIgnoreCase)))
            .Select(pair => new OpsTile(pair.Key, Number(pair.Value), ""));
    }

    /// <summary>Callbacks that no shop has heard, and how late the oldest is.</summary>
    public static IEnumerable<OpsTile> Callbacks(OpsState state)
    {
        foreach (var (status, count) in state.Callbacks.OrderByDescending(pair => pair.Key, StringComparer.Ordinal))
            yield return new OpsTile(status, Number(count), status == "pending" ? "" : "warn");
        if (state.OldestDueAt is { } due)
            yield return due < state.Now ? new OpsTile("oldest overdue", Span(state.Now - due), "bad")
                : new OpsTile("next due in", Span(due - state.Now), "");
    }

    /// <summary>Activations by grain, the most first.</summary>
    public static IEnumerable<OpsTile> Activations(OpsState state) => state.Activations
        .Select(pair => (Name: GrainName(pair.Key), pair.Value)).OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Name, StringComparer.Ordinal)
        .Select(pair => new OpsTile(pair.Name, Number(pair.Value), ""));

    /// <summary>How many nodes a payment needs before it completes an order, and a tone.</summary>
    public static (string Text, string Tone) Confirmers(ChainStatus chain) => chain.Nodes.Count switch
    {
        0 => ("–", ""),
        1 => ("one node only", "warn"),
        _ => ("two nodes", ""),
    };

    /// <summary>Whether the work of a chain's blocks is checked, and a tone; a dash for chains whose blocks prove none.</summary>
    public static (string Text, string Tone) Work(ChainStatus chain) => chain.ChecksWork switch
    {
        null => ("–", ""),
        true => ("checked", ""),
        false => ("not checked", "warn"),
    };

    /// <summary>How a node is, and a tone.</summary>
    public static (string Text, string Tone) Health(NodeStatus node) => node switch
    {
        { SetAside: not null } => ("set aside", "bad"),
        { IsHealthy: true } => ("healthy", "good"),
        _ => ("unhealthy", "bad"),
    };

    /// <summary>From a class's full name, a comma and its assembly.</summary>
    private static string GrainName(string type)
    {
        var name = type.Split(',')[0].Split('.')[^1];
        return name.EndsWith("Grain", StringComparison.Ordinal) ? name[..^"Grain".Length] : name;
    }
}
