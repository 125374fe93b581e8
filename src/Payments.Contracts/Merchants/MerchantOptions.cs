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
}
