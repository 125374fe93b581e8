using Orleans;

namespace Payments.Domain.Merchants;

/// <summary>
/// What an API key may do. Numbers are append-only; in storage and JSON the camelCase names are used, with commas between.
/// </summary>
[Flags]
[GenerateSerializer, Alias("key-scopes")]
public enum KeyScopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>See the profile, wallets, orders, payments, statistics, callbacks and transfers.</summary>
    Read = 1,

    /// <summary>Open orders, and close those that nobody paid.</summary>
    Create = 2,

    /// <summary>Change the profile, receiving wallets, and API keys.</summary>
    Manage = 4,

    /// <summary>Test and resend callbacks, and change webhook endpoints.</summary>
    Webhooks = 8,

    /// <summary>Refund orders.</summary>
    Refunds = 16,

    /// <summary>Complete, refuse or extend an order by hand.</summary>
    Complete = 32,

    /// <summary>Assign unmatched transfers to orders, or dismiss them.</summary>
    Assign = 64,

    /// <summary>Have the provider pay out of the merchant's own account, within its limits.</summary>
    Payouts = 128,

    /// <summary>Write rules and lists of risk control, and decide reviews.</summary>
    Risk = 256,

    /// <summary>Write rules of profit sharing.</summary>
    Sharing = 512,
}
