using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Orleans;
using Payments.Contracts.Audit;
using Payments.Domain.Audit;
using Payments.Http.Common;

namespace Payments.Http.Console.Access;

/// <summary>What every request to the console needs.</summary>
internal sealed record ConsoleServices(
    IGrainFactory Grains, ConsoleSession Sessions, MerchantDirectory Merchants, OwnOrders Orders, IAntiforgery Antiforgery,
    PublicAddress Address, ClientAddresses Clients, TimeProvider Time)
{
    /// <summary>Says for the audit log who does what follows.</summary>
    /// <param name="context">The request.</param>
    /// <param name="email">A person's address, proven by a session or a password; null for anybody.</param>
    /// <param name="kind">As what a person acts.</param>
    public void ActAs(HttpContext context, string? email, string kind = "person") =>
        AuditContext.Set(new AuditActor(email is null ? "anyone" : kind, email ?? "", Clients.Of(context)?.ToString()));
}
