namespace Payments.Grains.Orders;

/// <summary>Settings of orders, section <c>Orders</c>.</summary>
public sealed class OrderOptions
{
    /// <summary>How long a quote holds. Default 30 minutes, as the 188Pay document says.</summary>
    public TimeSpan Expiry { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long after expiry the amount stays reserved and a late payment still counts. Default one hour.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How many orders of one merchant may wait for a first payment at once; further ones are refused until some are paid, closed or
    /// expired. Default 10,000. Each silo counts by itself (<see cref="UnpaidOrders"/>), so with several some more may be let in.
    /// </summary>
    public int UnpaidLimit { get; set; } = 10_000;

    /// <summary>
    /// How often payers of one network (an IPv4 address or an IPv6 /64) may turn away from amounts at one address within an hour, by all
    /// orders together; further changes are refused until the hour is over. Default 60. How often one order may turn is
    /// <see cref="Domain.Orders.OrderRules.QuoteLimit"/>.
    /// </summary>
    public int CoinChangesPerNetwork { get; set; } = 60;

    /// <summary>
    /// How many orders one silo has in memory before new ones leave it as soon as they are made: some 4 KiB each. Default 20,000.
    /// </summary>
    public int KeptInMemory { get; set; } = 20_000;

    /// <summary>
    /// Money of an order, in its own currency, from which on a second node of the chain must confirm a payment before it completes the order, where the chain has two nodes or more.
    /// Default 0: all orders. Below it the word of one node is enough. A setting above every order turns the second node's word off.
    /// </summary>
    public decimal SecondNodeFrom { get; set; }
}
