namespace Payments.Storage.States;

/// <summary>The names of grains' states. With the grain's key they make the row's key, so none may ever change: docs/storage.md.</summary>
public static class StateNames
{
    /// <summary>Orders.</summary>
    public const string Order = "order";

    /// <summary>Callbacks.</summary>
    public const string Delivery = "delivery";

    /// <summary>Merchants.</summary>
    public const string Merchant = "merchant";

    /// <summary>Addresses.</summary>
    public const string WalletAddress = "wallet-address";

    /// <summary>Extended keys.</summary>
    public const string ExtendedKey = "extended-key";

    /// <summary>Watchers of chains.</summary>
    public const string ChainWatcher = "chain-watcher";

    /// <summary>How well webhook endpoints hear.</summary>
    public const string EndpointHealth = "endpoint-health";

    /// <summary>Recoveries of webhook endpoints.</summary>
    public const string WebhookRecovery = "webhook-recovery";

    /// <summary>Rates.</summary>
    public const string Rate = "rate";

    /// <summary>Accounts at payment providers.</summary>
    public const string Provider = "provider";

    /// <summary>People of the console.</summary>
    public const string Person = "person";

    /// <summary>End users' wallets.</summary>
    public const string UserWallet = "user-wallet";

    /// <summary>Which statements of providers are compared next.</summary>
    public const string Reconciliation = "reconciliation";

    /// <summary>End users' static wallets at providers.</summary>
    public const string StaticWallet = "static-wallet";

    /// <summary>What merchants pay out through their providers.</summary>
    public const string PayoutBook = "payout-book";

    /// <summary>Messages to shops and people.</summary>
    public const string NoticeBook = "notice-book";

    /// <summary>What the daily comparison of ledgers found.</summary>
    public const string UserCheck = "user-check";

    /// <summary>Payment links of shops.</summary>
    public const string PayLink = "pay-link";

    /// <summary>The installation's rules of risk control.</summary>
    public const string RiskBook = "risk-book";

    /// <summary>What operators did to things that have no state of their own.</summary>
    public const string OperatorLog = "operator-log";
}
