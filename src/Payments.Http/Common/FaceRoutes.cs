using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Payments.Http.Common;

/// <summary>Maps the routes of a face.</summary>
internal static class FaceRoutes
{
    /// <summary>A group whose routes all carry the face's name.</summary>
    public static RouteGroupBuilder MapFace(this IEndpointRouteBuilder routes, string name, string prefix = "") =>
        routes.MapGroup(prefix).WithMetadata(new FaceRoute(name));

    /// <summary>
    /// The object whose methods answer a face's requests, made once with its services, all of them the host's single ones: a request looks
    /// none up.
    /// </summary>
    /// <param name="routes">Where the routes are mapped.</param>
    /// <param name="given">What the constructor takes beside services.</param>
    public static T Made<T>(this IEndpointRouteBuilder routes, params object[] given) =>
        ActivatorUtilities.CreateInstance<T>(routes.ServiceProvider, given);
}
