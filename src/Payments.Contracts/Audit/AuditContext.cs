using Orleans.Runtime;
using Payments.Domain.Audit;

namespace Payments.Contracts.Audit;

/// <summary>
/// Who asks, carried beside a request from the front to every grain that it reaches. Fronts set it once they know; what no front asked for
/// is the gateway's own doing.
/// </summary>
public static class AuditContext
{
    private const string Kind = "audit-kind";
    private const string Name = "audit-name";
    private const string From = "audit-from";

    /// <summary>Who asked for what is being done.</summary>
    public static AuditActor Actor => RequestContext.Get(Kind) is string kind
        ? new AuditActor(kind, RequestContext.Get(Name) as string ?? "", RequestContext.Get(From) as string)
        : AuditActor.Gateway;

    /// <summary>Says who asks, for the rest of this request.</summary>
    public static void Set(AuditActor actor)
    {
        RequestContext.Set(Kind, actor.Kind);
        RequestContext.Set(Name, actor.Name);
        if (actor.From is { } from) RequestContext.Set(From, from);
        else RequestContext.Remove(From);
    }
}
