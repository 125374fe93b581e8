namespace Payments.Grains.Orders;

/// <summary>Settings of orders, section <c>Orders</c>.</summary>
public sealed class OrderOptions
{
    /// <summary>How long a quote holds. Default 30 minutes, as the 188Pay document says.</summary>
    public TimeSpan Expiry { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long after expiry the amount stays reserved and a late payment still counts. Default one hour.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How many payable steps above the quoted amount are acceptable to tell orders apart. Default 100: one USDT in steps of 0.01.</summary>
    public int MaxNudgeSteps { get; set; } = 100;

    /// <summary>
    /// Money of an order, in its own currency, from which on a second node of the chain must confirm a payment before it completes the order, where the chain has two nodes or more.
    /// Default 0: all orders. Below it the word of one node is enough. A setting above every order turns the second node's word off.
    /// </summary>
    public decimal SecondNodeFrom { get; set; }
}
