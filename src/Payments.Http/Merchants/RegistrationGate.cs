using Microsoft.AspNetCore.Http;
using Payments.Http.Common;

namespace Payments.Http.Merchants;

/// <summary>Who may register merchants without the admin key: by default only who sits at this machine.</summary>
public static class RegistrationGate
{
    /// <summary>Whether the request may register.</summary>
    public static bool IsOpen(HttpContext context, PaymentsHttpOptions options, AdminKey key) =>
        options.OpenRegistration || key.IsCarriedBy(context.Request) || LocalCaller.Sent(context, options);
}
