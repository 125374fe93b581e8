using System.Globalization;
using System.Text;
using Payments.Contracts.Chains;
using Payments.Domain.Orders;
using Payments.Http.Common;
using static Payments.Http.Common.HtmlPage;

namespace Payments.Http.Ops;

/// <summary>Renders the operators' page.</summary>
internal static class OpsPage
{
    private const int AgainSeconds = 5;

    public static string Render(OpsState state) => Shell($"""
        <main>
        <header><h1>Operations</h1><p data-part="now">version {Escape(state.Version)} · {Time(state.Now)}</p><form method="post" action="/ops/logout"><button class="plain">Sign out</button></form></header>
        <p id="stale" class="bad" role="status"></p>
        {Section("orders", OrdersTitle(state.OrdersShare), Tiles(Orders(state)))}
        {Section("callbacks", "Callbacks not heard yet", Tiles(Callbacks(state)))}
        {Section("chains", "Chains", Silent(state.SilentChains) + OpsAlarms.Render(state.Chains) + Chains(state.Chains))}
        {Section("nodes", "Nodes", Nodes(state.Chains))}
        {Section("failed", "Recent callbacks given up or in doubt", Failed(state.Failed))}
        {Section("activations", "Activations by grain", Tiles(Activations(state)))}
        </main>
        """);

    /// <summary>Instead of the figures; it looks again by itself.</summary>
    public static string Unread(string reason) => Shell($"""
        <main><header><h1>Operations</h1></header><p class="bad" role="alert">The figures cannot be read: {Escape(reason)}.</p></main>
        """, $"<meta http-equiv=\"refresh\" content=\"{AgainSeconds}\">");

    public static string Login(bool refused) => Shell($"""
        <main><form class="login" method="post" action="/ops/login"><h1>Operations</h1>
        {(refused ? "<p class=\"bad\" role=\"alert\">That is not the admin key.</p>" : "")}
        <label>Admin key<input type="password" name="key" autocomplete="current-password" required autofocus></label><button>Sign in</button></form></main>
        """);

    private static string Shell(string body, string head = "") => $"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>Operations</title>
        <link rel="icon" href="data:,"><link rel="stylesheet" href="{PageAssets.OpsCss}"><script src="{PageAssets.OpsJs}" defer></script>{head}</head><body>{body}</body></html>
        """;

    private static string OrdersTitle(double share) => share < 1 ? string.Create(CultureInfo.InvariantCulture, $"Orders by status, estimated from {share:P0}") : "Orders by status";

    private static string Section(string part, string title, string html) => $"<section data-part=\"{part}\"><h2>{title}</h2>{html}</section>";

    private static string Tiles(IEnumerable<(string Name, string Value, string Tone)> tiles)
    {
        var html = new StringBuilder();
        foreach (var (name, value, tone) in tiles)
            html.Append("<div class=\"tile ").Append(tone).Append("\"><b>").Append(Escape(value)).Append("</b><span>").Append(Escape(name)).Append("</span></div>");
        return html.Length == 0 ? "<p class=\"none\">None.</p>" : $"<div class=\"tiles\">{html}</div>";
    }

    /// <summary>In the order in which an order passes through them, so that no tile changes its place.</summary>
    private static IEnumerable<(string, string, string)> Orders(OpsState state) =>
        state.Orders.OrderBy(pair => Array.FindIndex(Enum.GetNames<OrderStatus>(), name => name.Equals(pair.Key, StringComparison.OrdinalIgnoreCase))).Select(pair => (pair.Key, Count(pair.Value), ""));

    private static IEnumerable<(string, string, string)> Callbacks(OpsState state)
    {
        foreach (var (status, count) in state.Callbacks.OrderByDescending(pair => pair.Key, StringComparer.Ordinal)) yield return (status, Count(count), status == "pending" ? "" : "warn");
        if (state.OldestDueAt is { } due) yield return due < state.Now ? ("oldest overdue", Span(state.Now - due), "bad") : ("next due in", Span(due - state.Now), "");
    }

    private static IEnumerable<(string, string, string)> Activations(OpsState state) => state.Activations
        .Select(pair => (Name: GrainName(pair.Key), pair.Value)).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Name, StringComparer.Ordinal)
        .Select(pair => (pair.Name, Count(pair.Value), ""));

    /// <summary>From a class's full name, a comma and its assembly.</summary>
    private static string GrainName(string type)
    {
        var name = type.Split(',')[0].Split('.')[^1];
        return name.EndsWith("Grain", StringComparison.Ordinal) ? name[..^"Grain".Length] : name;
    }

    private static string Silent(IReadOnlyList<string> chains) =>
        chains.Count == 0 ? "" : $"<p class=\"bad\" role=\"alert\">No answer from the watchers of: {Escape(string.Join(", ", chains))}</p>";

    private static string Chains(IReadOnlyList<ChainStatus> chains) => Table(["Chain", "Head", "Cursor", "Lag", "Final", "Confirmations", "Reorgs", "Confirmed by", "Waiting for a node", "Fees", "Syncing", "Last good round", "Trouble"], chains.Select(chain => new[]
    {
        Escape(chain.Chain.Value), Number(chain.Head), Number(chain.Cursor), Number(chain.Head - chain.Cursor), Number(chain.FinalBlock),
        chain.Confirmations is { } needed ? Number(needed) : "finalized", Number(chain.Reorgs), OpsAlarms.Confirmers(chain), Number(chain.Unconfirmed),
        Fees(chain), chain.IsSyncing switch { true => "<span class=\"warn\">yes</span>", false => "no", null => "–" }, chain.LastSuccessAt is { } at ? Time(at) : "–",
        chain.LastError is { } error ? $"<span class=\"bad\">{Escape(error)}</span>" : "<span class=\"good\">none</span>",
    }));

    private static string Nodes(IReadOnlyList<ChainStatus> chains) => Table(["Chain", "Node", "Health", "Head", "Latency", "Last error", "Left alone until"], chains.SelectMany(chain => chain.Nodes.Select(node => new[]
    {
        Escape(chain.Chain.Value), $"<code>{Escape(node.Url)}</code>", OpsAlarms.Health(node),
        Number(node.Head), node.LatencyMs is { } latency ? Number(latency) + " ms" : "–", Escape(node.SetAside ?? node.LastError ?? "–"), node.BackOffUntil is { } until ? Time(until) : "–",
    })));

    private static string Failed(IReadOnlyList<FailedCallback> failed) => Table(["Delivery", "Shop", "Status", "Attempts", "Last attempt", "Answer", "Error"], failed.Select(callback => new[]
    {
        $"<code>{Escape(callback.Id)}</code>", Escape(callback.Host), $"<span class=\"warn\">{Escape(callback.Status)}</span>", Number(callback.Attempts),
        callback.LastAt is { } at ? Time(at) : "–", callback.LastStatus is { } status ? status.ToString(CultureInfo.InvariantCulture) : "–", Escape(callback.LastError ?? "–"),
    }));

    /// <summary>Cells are HTML already. Each names its column: on a narrow screen a row becomes a list.</summary>
    private static string Table(string[] heads, IEnumerable<string[]> rows)
    {
        var body = string.Concat(rows.Select(row => $"<tr>{string.Concat(row.Zip(heads, (cell, head) => $"<td data-head=\"{head}\">{cell}</td>"))}</tr>"));
        return body.Length == 0 ? "<p class=\"none\">None.</p>" : $"<table><thead><tr>{string.Concat(heads.Select(head => $"<th scope=\"col\">{head}</th>"))}</tr></thead><tbody>{body}</tbody></table>";
    }

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Fees(ChainStatus chain) => string.Join("<br>", chain.Fees.Select(fee => Escape(OpsFee.Of(fee))).Append(chain.MissingFee is { } reason ? $"<span class=\"warn\">{Escape(reason)}</span>" : "").Where(line => line.Length > 0)) is { Length: > 0 } lines ? lines : "–";

    private static string Number(long? value) => value is { } number ? Count(number) : "–";

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    private static string Span(TimeSpan span) => span.TotalHours >= 1 ? $"{(int)span.TotalHours} h {span.Minutes} min" : span.TotalMinutes >= 1 ? $"{(int)span.TotalMinutes} min {span.Seconds} s" : $"{(int)span.TotalSeconds} s";
}
