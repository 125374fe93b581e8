using Microsoft.AspNetCore.Http;
using Payments.Http.Common;

namespace Payments.Http.Merchants;

/// <summary>Who may register merchants without the admin key: by default only who sits at this machine.</summary>
public static class RegistrationGate
{
    /// <summary>Whether the request may register without the admin key.</summary>
    public static bool IsOpen(HttpContext context, PaymentsHttpOptions options) =>
        options.OpenRegistration || LocalCaller.Sent(context, options);
}
