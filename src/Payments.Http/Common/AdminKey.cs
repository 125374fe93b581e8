using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Payments.Domain.Secrets;

namespace Payments.Http.Common;

/// <summary>Tells operators from everybody else.</summary>
public sealed class AdminKey(IOptions<PaymentsHttpOptions> options)
{
    /// <summary>The header that carries the key.</summary>
    public const string Header = "X-Admin-Key";

    /// <summary>Whether the request carries the key. Constant time.</summary>
    public bool IsCarriedBy(HttpRequest request) => request.Headers[Header].ToString() is { Length: > 0 } given && Fits(given);

    /// <summary>Whether a text is the key. Constant time; an empty key fits nothing.</summary>
    public bool Fits(string given) =>
        options.Value.AdminKey.Length > 0 && SecretText.Equal(given, options.Value.AdminKey);
}
