using Microsoft.AspNetCore.Http;

namespace Payments.Http.Common;

/// <summary>Endpoint metadata: the face that a route belongs to. Set once, on the face's group; metrics and logs read it.</summary>
/// <param name="Name">The face's name in metrics and logs.</param>
internal sealed record FaceRoute(string Name)
{
    /// <summary>The name for requests that belong to no face.</summary>
    public const string Other = "other";

    /// <summary>The name of the face that a request was routed to.</summary>
    public static string NameOf(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<FaceRoute>()?.Name ?? Other;
}
