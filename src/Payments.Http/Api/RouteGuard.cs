namespace Payments.Http.Api;

/// <summary>Endpoint metadata: the route makes such a change.</summary>
/// <param name="Change">Which.</param>
public sealed record RouteGuard(GuardedChange Change);
