namespace Payments.Domain.Orders;

/// <summary>What became of a wish to close an order.</summary>
public enum OrderClose
{
    /// <summary>Closed now.</summary>
    Closed,

    /// <summary>Closed before.</summary>
    AlreadyClosed,

    /// <summary>A payment was seen.</summary>
    HasPayment,
}
