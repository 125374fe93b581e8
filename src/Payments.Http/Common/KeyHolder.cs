using Payments.Contracts.Merchants;
using Payments.Domain.Merchants;

namespace Payments.Http.Common;

/// <summary>Who called with an API key.</summary>
/// <param name="Access">The merchant.</param>
/// <param name="Key">The key.</param>
/// <param name="Hash">The hash of what was sent: the key's own, or that of the one before it, which still works for a while.</param>
public sealed record KeyHolder(MerchantAccess Access, ApiKey Key, string Hash) : ApiCaller(Access);
