using Payments.Domain.Identity;
using Payments.Domain.Transfers;

namespace Payments.Storage;

/// <summary>A transfer that matched no order.</summary>
/// <param name="Transfer">The transfer.</param>
/// <param name="AssignedOrder">The order it was given to by hand, or null.</param>
/// <param name="Owner">The merchant whose address it went to, or null.</param>
/// <param name="MeantFor">The order that it was probably meant for, or null.</param>
/// <param name="Reason">Why it was set aside, where what it belongs to failed; else null.</param>
public sealed record UnmatchedTransfer(Transfer Transfer, OrderId? AssignedOrder, MerchantId? Owner, OrderId? MeantFor, string? Reason);
