using Payments.Contracts.Merchants;

namespace Payments.Http.Common;

/// <summary>Who called the API, and for which merchant: <see cref="KeyHolder"/>, or <see cref="Users.EndUser"/>.</summary>
/// <param name="Access">The merchant.</param>
public abstract record ApiCaller(MerchantAccess Access);
