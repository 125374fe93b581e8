namespace Payments.Contracts.Merchants;

/// <summary>Settings of merchants, section <c>Merchants</c>.</summary>
public sealed class MerchantOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Merchants";

    /// <summary>
    /// How long a new receiving wallet waits before quotes are given in it, by whatever way it was added. In that time the shop's people
    /// can remove it. A shop's first wallet does not wait. Default zero: none does. At most 30 days.
    /// </summary>
    public TimeSpan WalletDelay { get; set; }

    /// <summary>
    /// How long a new webhook endpoint, and a new address of one, waits before it is told of anything, by whatever way it was set. In that
    /// time the shop's people can remove it, and the former address is told. Default zero: none waits. At most 30 days.
    /// </summary>
    public TimeSpan EndpointDelay { get; set; }
}
