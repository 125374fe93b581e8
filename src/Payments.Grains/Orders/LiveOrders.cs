using Microsoft.Extensions.Options;

namespace Payments.Grains.Orders;

/// <summary>
/// Counts this silo's orders in memory. An order stays for its payer's first look at it; where very many are made, new ones leave at once,
/// and the look reads a row. So memory under creation has a bound whatever the rate.
/// </summary>
public sealed class LiveOrders(IOptions<OrderOptions> options)
{
    private int count;

    /// <summary>Whether a new order leaves at once.</summary>
    public bool AreTooMany => Volatile.Read(ref count) > options.Value.KeptInMemory;

    /// <summary>An order came into memory.</summary>
    public void Entered() => Interlocked.Increment(ref count);

    /// <summary>It left.</summary>
    public void Left() => Interlocked.Decrement(ref count);
}
