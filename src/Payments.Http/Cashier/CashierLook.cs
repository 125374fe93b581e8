using Payments.Domain.Merchants;
using Payments.Domain.Orders;

namespace Payments.Http.Cashier;

/// <summary>What one look at an order found, for the next one to compare with.</summary>
internal sealed record CashierLook
{
    /// <summary>What the payer sees.</summary>
    public required CashierState State { get; init; }

    /// <summary>The order's version, as its grain names it.</summary>
    public required string Version { get; init; }

    /// <summary>The order of that version.</summary>
    public required Order Order { get; init; }

    /// <summary>Its merchant, as of <see cref="MerchantAt"/>.</summary>
    public required Merchant? Merchant { get; init; }

    /// <summary>When the merchant was read.</summary>
    public required DateTimeOffset MerchantAt { get; init; }
}
