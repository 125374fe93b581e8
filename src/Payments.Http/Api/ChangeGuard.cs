using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Payments.Http.Common;

namespace Payments.Http.Api;

/// <summary>
/// The one place that changes of receiving addresses, API keys and endpoints pass on their way in: what is asked of a caller beyond the
/// scope is asked here, and each such request is on record.
/// </summary>
internal sealed partial class ChangeGuard(ClientAddresses clients, ILogger<ChangeGuard> logger)
{
    /// <summary>
    /// Lets a request to a route with a <see cref="RouteGuard"/> pass, and any to a route without. A key that was rolled serves on during
    /// its overlap, and changes nothing of this kind: it may have been rolled because somebody else has it.
    /// </summary>
    /// <exception cref="InputException">It may not pass: 403.</exception>
    public static void Require(HttpContext context, KeyHolder caller)
    {
        if (ChangeOf(context) is not null && caller.Hash != caller.Key.KeyHash)
            throw new InputException(ApiRoutes.ApiKeyHeader,
                "this key was replaced, so it changes no address, key or endpoint; use the new one", StatusCodes.Status403Forbidden);
    }

    /// <summary>Puts a request that passed on record, where its route makes such a change.</summary>
    public void Record(HttpContext context, KeyHolder caller)
    {
        if (ChangeOf(context) is { } change)
            LogAsked(logger, caller.Access.Merchant.Id, change, caller.Key.Id, clients.Of(context));
    }

    private static GuardedChange? ChangeOf(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<RouteGuard>()?.Change;
}
