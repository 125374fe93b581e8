using Payments.Domain.Identity;

namespace Payments.Domain.Wallets;

/// <summary>An order that asked exactly some amount at an address and holds it no more.</summary>
/// <param name="Order">The order.</param>
/// <param name="Until">Until when the amount was its own.</param>
public readonly record struct AskedAmount(OrderId Order, DateTimeOffset Until)
{
    /// <summary>How long after its time an amount is known as the order's that asked it.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(30);
}
