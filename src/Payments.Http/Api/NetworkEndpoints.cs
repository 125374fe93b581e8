using Microsoft.AspNetCore.Http;
using Payments.Chains;
using Payments.Http.Common;

namespace Payments.Http.Api;

/// <summary>What everybody may know of the chains.</summary>
internal sealed class NetworkEndpoints(ChainCatalog chains, ChainStatuses statuses, TimeProvider time) : IApiEndpoints
{
    /// <inheritdoc />
    public void Map(ApiRoutes routes) => routes.MapOpen("GET", "/network/status", StatusAsync);

    private async Task<IResult> StatusAsync(ApiCall call)
    {
        var now = time.GetUtcNow();
        var networks = (await statuses.AllAsync()).ToDictionary(
            status => status.Chain.Value, status => NetworkView.Of(chains.Find(status.Chain)!, status, chains, now));
        return call.Answer<IReadOnlyDictionary<string, NetworkView>>(networks,
            ApiJson.Relaxed.EnvelopeIReadOnlyDictionaryStringNetworkView);
    }
}
