using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Orleans;
using Payments.Chains;
using Payments.Contracts.Chains;

namespace Payments.Http.WoPay;

/// <summary>One chain as the WoPay document shows it. Confirmation blocks are null where the chain itself says what is final.</summary>
/// <param name="ChainId">EIP-155 id; the numbers of TRON, Solana and Bitcoin likewise.</param>
/// <param name="BlockNumber">The newest block that a node reported; null before the first answer.</param>
/// <param name="GasPrice">In wei, on TRON in sun for a unit of energy, on Solana in millionths of a lamport for a unit of computing; null before the first answer.</param>
/// <param name="IsSyncing">Whether the node says that it is still syncing.</param>
/// <param name="ConfirmationBlocks">Blocks that make a transfer final.</param>
internal sealed record NetworkView(long ChainId, long? BlockNumber, System.Text.Json.JsonElement? GasPrice, bool IsSyncing, int? ConfirmationBlocks)
{
    public static NetworkView Of(ChainOptions chain, ChainStatus status) => new(chain.EvmChainId, status.Head, Whole(status.GasPrice), status.IsSyncing, chain.Confirmations);

    /// <summary>A price in wei may be longer than any .NET integer that JSON knows; its digits are the number.</summary>
    private static System.Text.Json.JsonElement? Whole(UInt128? number) =>
        number is { } given ? System.Text.Json.JsonElement.Parse(given.ToString(System.Globalization.CultureInfo.InvariantCulture)) : null;
}

/// <summary>What everybody may know of the chains.</summary>
internal static class NetworkEndpoints
{
    public static void MapNetwork(this IEndpointRouteBuilder routes) => routes.MapOpen("GET", "/network/status", StatusAsync);

    private static async Task<IResult> StatusAsync(WoPayCall call)
    {
        var chains = call.Service<ChainCatalog>().On.ToArray();
        var statuses = await Task.WhenAll(chains.Select(chain => call.Grains.GetGrain<IChainWatcherGrain>($"chain-{chain.Chain.Value}").GetStatusAsync()));
        var networks = chains.Zip(statuses).ToDictionary(pair => pair.First.Chain.Value, pair => NetworkView.Of(pair.First, pair.Second));
        return call.Answer<IReadOnlyDictionary<string, NetworkView>>(networks, WoPayJson.Relaxed.EnvelopeIReadOnlyDictionaryStringNetworkView);
    }
}
