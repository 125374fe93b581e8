using Payments.Domain.Identity;

namespace Payments.Storage.Queries;

/// <summary>Callbacks to a webhook endpoint that it has not heard.</summary>
/// <param name="Merchant">Whose endpoint it is.</param>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Since">Created at this time or later.</param>
/// <param name="Until">Created before this time.</param>
/// <param name="WithSuperseded">Whether those are among them of which a newer one tells what is so by now.</param>
public sealed record UnheardFilter(MerchantId Merchant, string Endpoint, DateTimeOffset Since, DateTimeOffset Until, bool WithSuperseded);
