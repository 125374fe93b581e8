using Microsoft.AspNetCore.Http;

namespace Payments.Http.Common;

/// <summary>Endpoint metadata: an answer that lasts as long as the caller stays connected. It is not timed.</summary>
internal sealed class EndlessAnswer
{
    /// <summary>Whether a request was routed to such an answer.</summary>
    public static bool IsFor(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<EndlessAnswer>() is not null;
}
