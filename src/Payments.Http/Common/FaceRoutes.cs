using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Payments.Http.Common;

/// <summary>Maps the routes of a face.</summary>
internal static class FaceRoutes
{
    /// <summary>A group whose routes all carry the face's name.</summary>
    public static RouteGroupBuilder MapFace(this IEndpointRouteBuilder routes, string name, string prefix = "") =>
        routes.MapGroup(prefix).WithMetadata(new FaceRoute(name));
}
