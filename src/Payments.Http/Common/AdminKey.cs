using Microsoft.Extensions.Options;
using Payments.Domain.Secrets;

namespace Payments.Http.Common;

/// <summary>The operators' key. Requests are judged by <see cref="AdminGate"/>.</summary>
public sealed class AdminKey(IOptions<PaymentsHttpOptions> options)
{
    /// <summary>The header that carries the key.</summary>
    public const string Header = "X-Admin-Key";

    /// <summary>Whether there is a key at all.</summary>
    public bool IsSet => options.Value.AdminKey.Length > 0;

    /// <summary>Whether a text is the key. Constant time; an empty key fits nothing.</summary>
    public bool Fits(string given) => IsSet && SecretText.Equal(given, options.Value.AdminKey);
}
