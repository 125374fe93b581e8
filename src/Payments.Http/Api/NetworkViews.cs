using System.Globalization;
using System.Text.Json;
using Payments.Chains;
using Payments.Contracts.Chains;
using Payments.Domain.Chains;
using Payments.Domain.Money;
using Payments.Http.Common;

namespace Payments.Http.Api;

/// <summary>One chain. The first five fields are those of the WoPay document; whatever is not known is null, and figures come with the time they are of.</summary>
/// <param name="ChainId">EIP-155 id; the numbers of TRON, Solana and Bitcoin likewise.</param>
/// <param name="BlockNumber">The newest block that a node reported; null before the first answer.</param>
/// <param name="GasPrice">The first of <paramref name="Fees"/> that is a price by use: wei for gas, sun for energy, 10⁻⁸ coins for a thousand bytes, millionths of a lamport for a unit of computing.</param>
/// <param name="IsSyncing">Whether the node says that it is catching up; null where nobody says.</param>
/// <param name="ConfirmationBlocks">Blocks that make a transfer final; null where the chain itself says what is final.</param>
/// <param name="FinalBlock">The newest block that counts as final; null while there is none.</param>
/// <param name="Cursor">The last block whose payments were all taken in.</param>
/// <param name="CursorTime">That block's own time.</param>
/// <param name="BlocksBehind">Blocks between head and cursor.</param>
/// <param name="HeadAt">When <paramref name="BlockNumber"/> was read.</param>
/// <param name="HeadAgeSeconds">How long ago that was.</param>
/// <param name="IsStale">Whether that is too long ago: no node answers, and payments are not seen.</param>
/// <param name="BlockSeconds">Seconds between two blocks, on average.</param>
/// <param name="SecondsToFinal">Seconds from a payment's block to being final.</param>
/// <param name="Fees">What the chain charges.</param>
/// <param name="FeesAt">When that was read.</param>
/// <param name="FeesAgeSeconds">How long ago that was.</param>
/// <param name="FeesMissing">Why a price is missing or old, or null.</param>
/// <param name="FeeCoin">The coin in which fees are paid.</param>
/// <param name="TransferFees">What a usual payment costs in that coin, by the token paid with; null where a price is missing.</param>
/// <param name="Nodes">The chain's nodes in order of preference.</param>
internal sealed record NetworkView(
    long ChainId, long? BlockNumber, JsonElement? GasPrice, bool? IsSyncing, int? ConfirmationBlocks,
    long? FinalBlock, long? Cursor, string? CursorTime, long? BlocksBehind, string? HeadAt, long? HeadAgeSeconds, bool IsStale,
    double BlockSeconds, double? SecondsToFinal,
    IReadOnlyList<FeeView> Fees, string? FeesAt, long? FeesAgeSeconds, string? FeesMissing, string? FeeCoin, IReadOnlyDictionary<string, string?> TransferFees,
    IReadOnlyList<NodeView> Nodes)
{
    private const string NotYet = "no node has answered yet";

    /// <summary>A chain at one moment.</summary>
    public static NetworkView Of(ChainOptions chain, ChainStatus status, ChainCatalog catalog, DateTimeOffset now) => new(
        chain.ChainNumber, status.Head, Whole(status.Fees.FirstOrDefault(IsByUse)?.Price), status.IsSyncing, chain.Confirmations,
        status.FinalBlock, status.Cursor, Text(status.CursorTime), status.Head - status.Cursor,
        Text(status.HeadAt), Age(status.HeadAt, now), ChainPace.IsStale(chain, status, now),
        chain.BlockTime.TotalSeconds, ChainPace.ToFinal(chain, status)?.TotalSeconds,
        [.. status.Fees.Select(fee => FeeView.Of(fee, chain))], Text(status.FeesAt), Age(status.FeesAt, now), status.MissingFee ?? (status.FeesAt is null ? NotYet : null), chain.Coin?.Symbol,
        chain.Coin is not { } coin ? new Dictionary<string, string?>() : chain.Tokens.Values.ToDictionary(
            token => token.Symbol, token => catalog.TransferFee(token, status.Fees) is { } fee ? TokenAmount.Format(fee, coin.Decimals) : null),
        [.. status.Nodes.Select((node, index) => NodeView.Of(node, index, status.Head))]);

    private static bool IsByUse(FeePrice fee) => fee.Resource is FeeResource.Gas or FeeResource.Energy or FeeResource.Size or FeeResource.Compute;

    private static string? Text(DateTimeOffset? time) => time is { } at ? ApiTime.Format(at) : null;

    private static long? Age(DateTimeOffset? time, DateTimeOffset now) => time is { } at ? Math.Max(0, (long)(now - at).TotalSeconds) : null;

    /// <summary>A price in wei may be longer than any .NET integer that JSON knows; its digits are the number.</summary>
    private static JsonElement? Whole(UInt128? number) => number is { } given ? JsonElement.Parse(given.ToString(CultureInfo.InvariantCulture)) : null;
}

/// <summary>One price.</summary>
/// <param name="Resource">What is paid for: <c>gas</c>, <c>energy</c>, <c>bandwidth</c>, <c>size</c>, <c>signature</c>, <c>compute</c>.</param>
/// <param name="Price">A whole number.</param>
/// <param name="Unit">Of what, for how much.</param>
internal sealed record FeeView(string Resource, string Price, string Unit)
{
    public static FeeView Of(FeePrice fee, ChainOptions chain) => new(fee.Resource.ToString().ToLowerInvariant(), fee.Price.ToString(CultureInfo.InvariantCulture), fee.Resource switch
    {
        FeeResource.Gas => "wei per gas",
        FeeResource.Energy => "sun per energy",
        FeeResource.Bandwidth => "sun per byte",
        FeeResource.Size => $"1e-8 {chain.Coin?.Symbol} per 1000 bytes",
        FeeResource.Signature => "lamport per signature",
        FeeResource.Compute => "1e-6 lamport per compute unit",
        _ => throw new ArgumentOutOfRangeException(nameof(fee), fee.Resource, null),
    });
}

/// <summary>One node, as everybody may know it: no address, no key, none of its words.</summary>
/// <param name="Name">The service's domain, or the node's number where it has none.</param>
/// <param name="IsHealthy">Whether it has not failed since it last succeeded.</param>
/// <param name="BlockNumber">The newest block that it reported.</param>
/// <param name="BlocksBehind">Blocks between the chain's head and that one.</param>
/// <param name="LatencyMs">How long its last answer took.</param>
/// <param name="LeftAloneUntil">Until when it is not asked after failures, or null.</param>
internal sealed record NodeView(string Name, bool IsHealthy, long? BlockNumber, long? BlocksBehind, int? LatencyMs, string? LeftAloneUntil)
{
    public static NodeView Of(NodeStatus node, int index, long? head) => new(
        NodeName.Of(node.Url, index), node.IsHealthy, node.Head, head is { } newest && node.Head is { } own ? Math.Max(0, newest - own) : null, node.LatencyMs,
        node.BackOffUntil is { } until ? ApiTime.Format(until) : null);
}
