namespace Payments.Grains.Wallets;

/// <summary>Settings of addresses derived from extended keys, section <c>Derivation</c>.</summary>
public sealed class DerivationOptions
{
    /// <summary>
    /// How many addresses in a row may be unpaid before one that an order left unpaid is given again. Default 20, which is as far as wallets look ahead
    /// (BIP-44). Where more orders than that are open at once, fresh addresses are given all the same.
    /// </summary>
    public int GapLimit { get; set; } = 20;

    /// <summary>How long after an order's grace period its address is still searched for, to list what comes late. Default seven days; memory follows the orders of that time.</summary>
    public TimeSpan LateWatch { get; set; } = TimeSpan.FromDays(7);
}
