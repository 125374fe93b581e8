using Payments.Contracts.Callbacks;
using Payments.Domain.Callbacks;
using Payments.Domain.Merchants;

namespace Payments.Http.Console.Deliveries;

/// <summary>A webhook endpoint as its page shows it.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Health">How well it hears; null before the first callback.</param>
/// <param name="Recovery">The recovery that runs, or the last one; null for none.</param>
public sealed record ShownEndpoint(WebhookEndpoint Endpoint, EndpointHealth? Health, WebhookRecovery? Recovery);

/// <summary>How many callbacks a recovery would send.</summary>
/// <param name="Endpoint">The endpoint's id.</param>
/// <param name="Since">Those of this time and later.</param>
/// <param name="WithSuperseded">Whether those as well that a newer one superseded.</param>
/// <param name="Total">How many.</param>
public sealed record EndpointCount(string Endpoint, DateTimeOffset Since, bool WithSuperseded, long Total);

/// <summary>A test of an endpoint.</summary>
/// <param name="Endpoint">The endpoint's id.</param>
/// <param name="Went">How it went.</param>
public sealed record EndpointTest(string Endpoint, CallbackTest Went);
