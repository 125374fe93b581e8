using Microsoft.AspNetCore.WebUtilities;
using Payments.Contracts.Chains;
using Payments.Http.Console.Access;
using Payments.Http.Console.Texts;

namespace Payments.Http.Console.Operators;

/// <summary>Figures of the gateway in words, and in tones of the style sheet.</summary>
internal static class OperatorWords
{
    /// <summary>An order's stored status; one that has no word is shown as it is.</summary>
    public static string StatusOf(string status, ConsoleTexts texts) =>
        texts.Operators.Statuses.GetValueOrDefault(status) ?? texts.Orders.Statuses.GetValueOrDefault(status) ?? status;

    /// <summary>How many nodes a payment needs before it completes an order.</summary>
    public static (string Text, string Tone) Confirmers(ChainStatus chain, OperatorTexts texts) => chain.Nodes.Count switch
    {
        0 => ("–", ""),
        1 => (texts.OneNode, "warn"),
        _ => (texts.TwoNodes, "good"),
    };

    /// <summary>Whether the work of a chain's blocks is checked; a dash for chains whose blocks prove none.</summary>
    public static (string Text, string Tone) Work(ChainStatus chain, OperatorTexts texts) => chain.ChecksWork switch
    {
        null => ("–", ""),
        true => (texts.Checked, "good"),
        false => (texts.NotChecked, "warn"),
    };

    /// <summary>Whether a chain's node is catching up.</summary>
    public static (string Text, string Tone) Syncing(ChainStatus chain, OperatorTexts texts) => chain.IsSyncing switch
    {
        null => ("–", ""),
        true => (texts.Yes, "warn"),
        false => (texts.No, ""),
    };

    /// <summary>How a node is.</summary>
    public static (string Text, string Tone) Health(NodeStatus node, OperatorTexts texts) => node switch
    {
        { SetAside: not null } => (texts.SetAside, "bad"),
        { IsHealthy: true } => (texts.Healthy, "good"),
        _ => (texts.Unhealthy, "bad"),
    };

    /// <summary>A merchant's page.</summary>
    public static string PathOf(long pid) => FormattableString.Invariant($"{ConsolePaths.Operators}{MerchantPages.Path}/{pid}");

    /// <summary>A page of the operators' side with parameters.</summary>
    public static string PathOf(string path, params (string Name, string Value)[] query) => QueryHelpers.AddQueryString(
        ConsolePaths.Operators + path, query.Select(pair => KeyValuePair.Create(pair.Name, (string?)pair.Value)));
}
