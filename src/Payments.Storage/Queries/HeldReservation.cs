using Payments.Domain.Identity;
using Payments.Domain.Orders;

namespace Payments.Storage.Queries;

/// <summary>An amount that an order holds at an address.</summary>
/// <param name="Id">The order.</param>
/// <param name="Token">The token's symbol.</param>
/// <param name="Units">The exact amount.</param>
/// <param name="Order">The order itself, or null where its row cannot be read.</param>
public sealed record HeldReservation(OrderId Id, string Token, UInt128 Units, Order? Order);
