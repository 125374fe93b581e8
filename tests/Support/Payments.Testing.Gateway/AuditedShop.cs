namespace Payments.Testing.Gateway;

/// <summary>What a shop knows of an order that it made: what its callback must say.</summary>
/// <param name="Pid">Its merchant number.</param>
/// <param name="Secret">What it signs with.</param>
/// <param name="Money">The order's money, as it was sent.</param>
public sealed record AuditedShop(long Pid, string Secret, string Money);
