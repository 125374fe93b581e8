namespace Payments.Http.Console.Shell;

/// <summary>What happened just before a page is shown; its name stands in the address, its words in the texts.</summary>
public enum ConsoleNotice
{
    /// <summary>Signed out.</summary>
    SignedOut,

    /// <summary>A password was set.</summary>
    PasswordSet,

    /// <summary>The second factor is on.</summary>
    FactorSet,

    /// <summary>The second factor is off.</summary>
    FactorRemoved,

    /// <summary>Sessions ended.</summary>
    SessionEnded,

    /// <summary>The person joined a shop.</summary>
    Joined,

    /// <summary>A callback is sent again.</summary>
    Resent,

    /// <summary>A recovery of an endpoint began.</summary>
    RecoveryStarted,

    /// <summary>A recovery of an endpoint was stopped.</summary>
    RecoveryStopped,

    /// <summary>A refund was asked for.</summary>
    RefundAsked,

    /// <summary>A refund was withdrawn.</summary>
    RefundWithdrawn,

    /// <summary>An order under review was approved or refused.</summary>
    ReviewDecided,

    /// <summary>Rules of risk control were changed.</summary>
    RulesChanged,

    /// <summary>An order was closed.</summary>
    Closed,

    /// <summary>An order was completed by hand.</summary>
    Completed,

    /// <summary>An invitation was taken back.</summary>
    Withdrawn,

    /// <summary>A role was changed.</summary>
    RoleChanged,

    /// <summary>A person was taken out of the shop.</summary>
    PersonRemoved,

    /// <summary>A payment link was made.</summary>
    LinkMade,

    /// <summary>A payment link was changed.</summary>
    LinkChanged,

    /// <summary>A wallet was added or changed.</summary>
    WalletSaved,

    /// <summary>A wallet was removed.</summary>
    WalletRemoved,

    /// <summary>A chain's alarms were ended.</summary>
    AlarmsEnded,

    /// <summary>A chain's other branch is followed.</summary>
    BranchAdopted,

    /// <summary>Rate limits of a shop were set.</summary>
    LimitsSet,

    /// <summary>A price was set.</summary>
    RateSet,

    /// <summary>Somebody is no operator any more.</summary>
    OperatorRemoved,

    /// <summary>An account at a payment provider was saved.</summary>
    ProviderSaved,

    /// <summary>An account at a payment provider was removed.</summary>
    ProviderRemoved,

    /// <summary>A link to set a password is mailed, where there is an account.</summary>
    LinkMailed,

    /// <summary>An address was asked whether it takes notices.</summary>
    NoticeAsked,

    /// <summary>An address agreed to notices.</summary>
    NoticeConfirmed,

    /// <summary>A test of notices is sent.</summary>
    NoticeTested,

    /// <summary>Who is told of what was changed.</summary>
    NoticesChanged,

    /// <summary>An API key ended.</summary>
    KeyEnded,

    /// <summary>A webhook endpoint was changed.</summary>
    EndpointSaved,

    /// <summary>A webhook endpoint was removed.</summary>
    EndpointRemoved,

    /// <summary>Unmatched money was given to an order.</summary>
    MoneyAssigned,

    /// <summary>Unmatched money was marked as sent back.</summary>
    MoneyReturned,

    /// <summary>Unmatched money was dismissed.</summary>
    MoneyDismissed,

    /// <summary>A note of unmatched money was saved.</summary>
    MoneyNoted,

    /// <summary>A payout is withdrawn.</summary>
    PayoutWithdrawn,

    /// <summary>What became of a payout was said.</summary>
    PayoutResolved,

    /// <summary>The shop's settings were saved.</summary>
    SettingsSaved,
}
