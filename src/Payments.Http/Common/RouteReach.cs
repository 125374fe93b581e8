using Microsoft.AspNetCore.Builder;

namespace Payments.Http.Common;

/// <summary>
/// Endpoint metadata: from where a route may be reached. Every route has one; the proxies that we ship let through what it says, and a
/// test compares them with the routes.
/// </summary>
/// <param name="Name">What it is called in tests and in docs/deploy.md.</param>
public sealed record RouteReach(string Name)
{
    /// <summary>From the internet: faces, the merchants' API, the cashier.</summary>
    public static readonly RouteReach Public = new("public");

    /// <summary>From networks that the proxy's owner lists, with the admin key.</summary>
    public static readonly RouteReach Operator = new("operator");

    /// <summary>From within the installation: probes and scrapers.</summary>
    public static readonly RouteReach Internal = new("internal");
}

/// <summary>Marks routes with their reach.</summary>
public static class RouteReaches
{
    /// <summary>Marks a route or all routes of a group.</summary>
    public static T WithReach<T>(this T routes, RouteReach reach) where T : IEndpointConventionBuilder => routes.WithMetadata(reach);
}
