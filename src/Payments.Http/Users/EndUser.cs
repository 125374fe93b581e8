using Payments.Contracts.Merchants;
using Payments.Domain.Users;
using Payments.Http.Common;

namespace Payments.Http.Users;

/// <summary>An end user who called with a token of his merchant.</summary>
/// <param name="Access">The merchant.</param>
/// <param name="User">The user.</param>
public sealed record EndUser(MerchantAccess Access, UserId User) : ApiCaller(Access);
