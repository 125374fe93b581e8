using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Payments.Http.Common;

/// <summary>
/// Routes match paths in their own case only. The framework ignores case, proxies do not: a path such as <c>/OPS/state</c> would pass a
/// rule for <c>/ops</c> and reach the route.
/// </summary>
internal sealed class ExactCase : MatcherPolicy, IEndpointSelectorPolicy
{
    /// <summary>After the policies of the framework, which look at methods, hosts and content types.</summary>
    public override int Order => 10_000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(endpoint => endpoint is RouteEndpoint);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var path = httpContext.Request.Path.Value ?? "";
        for (var i = 0; i < candidates.Count; i++)
        {
            if (!candidates.IsValidCandidate(i) || candidates[i].Endpoint is not RouteEndpoint route) continue;
            if (!Fits(route.RoutePattern, path)) candidates.SetValidity(i, false);
        }
        return Task.CompletedTask;
    }

    /// <summary>
    /// Whether the literal parts of a pattern that matched a path without regard to case are written as the path has them.
    /// </summary>
    private static bool Fits(RoutePattern pattern, ReadOnlySpan<char> path)
    {
        foreach (var segment in pattern.PathSegments)
        {
            path = path.TrimStart('/');
            var end = path.IndexOf('/');
            var part = end < 0 ? path : path[..end];
            if (segment.IsSimple && segment.Parts[0] is RoutePatternLiteralPart literal && !part.SequenceEqual(literal.Content))
                return false;
            path = end < 0 ? [] : path[end..];
        }
        return true;
    }
}
