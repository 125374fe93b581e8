using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Payments.Chains;
using Payments.Http.Common;

namespace Payments.Http.Api;

/// <summary>What everybody may know of the chains.</summary>
internal static class NetworkEndpoints
{
    public static void MapNetwork(this IEndpointRouteBuilder routes) => routes.MapOpen("GET", "/network/status", StatusAsync);

    private static async Task<IResult> StatusAsync(ApiCall call)
    {
        var catalog = call.Service<ChainCatalog>();
        var now = call.Service<TimeProvider>().GetUtcNow();
        var networks = (await call.Service<ChainStatuses>().AllAsync()).ToDictionary(status => status.Chain.Value, status => NetworkView.Of(catalog.Find(status.Chain)!, status, catalog, now));
        return call.Answer<IReadOnlyDictionary<string, NetworkView>>(networks,
            ApiJson.Relaxed.EnvelopeIReadOnlyDictionaryStringNetworkView);
    }
}
