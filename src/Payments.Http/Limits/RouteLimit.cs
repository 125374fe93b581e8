using Microsoft.AspNetCore.Http;

namespace Payments.Http.Limits;

/// <summary>Endpoint metadata: by which limit the requests of an API key are counted here.</summary>
/// <param name="Policy">The limit's name.</param>
public sealed record RouteLimit(string Policy)
{
    private const string WebhookPath = "/webhooks";

    /// <summary>
    /// The limit of a path below <c>/api/v1</c>: the WoPay document has one for webhook endpoints and one for all others.
    /// </summary>
    public static RouteLimit Of(string path) =>
        new(path == WebhookPath || path.StartsWith(WebhookPath + "/", StringComparison.Ordinal) ? LimitRules.Webhooks : LimitRules.Api);

    /// <summary>The limit of the route that a request was routed to.</summary>
    public static string PolicyOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<RouteLimit>()?.Policy ?? LimitRules.Api;
}
