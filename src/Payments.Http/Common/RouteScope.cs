using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Payments.Domain.Merchants;

namespace Payments.Http.Common;

/// <summary>
/// Endpoint metadata: what an API key must be allowed to do here. Every route that takes an API key has one; a test holds that.
/// </summary>
/// <param name="Needed">All scopes that the key must have.</param>
public sealed record RouteScope(KeyScopes Needed)
{
    /// <summary>Refuses a key that lacks a scope of the route that a request was routed to.</summary>
    /// <exception cref="InputException">It lacks one: 403, with its name.</exception>
    /// <exception cref="InvalidOperationException">The route names no scope.</exception>
    public static void Require(HttpContext context, ApiKey key)
    {
        var route = context.GetEndpoint()?.Metadata.GetMetadata<RouteScope>()
            ?? throw new InvalidOperationException($"The route of {context.Request.Path} takes API keys and names no scope.");
        if ((route.Needed & ~key.Scopes) is not KeyScopes.None and var lacking) throw Lacking(lacking);
    }

    /// <summary>The refusal of a key without some scopes.</summary>
    public static InputException Lacking(KeyScopes scopes) => new(Api.ApiRoutes.ApiKeyHeader,
        $"this key lacks the scope {string.Join(", ", ApiKeyRules.Names(scopes))}", StatusCodes.Status403Forbidden);
}

/// <summary>Marks routes with the scopes that they need.</summary>
public static class RouteScopes
{
    /// <summary>Marks a route or all routes of a group.</summary>
    public static T WithScope<T>(this T routes, KeyScopes needed) where T : IEndpointConventionBuilder =>
        routes.WithMetadata(new RouteScope(needed));
}
