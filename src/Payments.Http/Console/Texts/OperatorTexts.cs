using Payments.Domain.Merchants;
using Payments.Http.Console.Shell;

namespace Payments.Http.Console.Texts;

/// <summary>The operators' side. What chains, nodes and providers say of themselves stays in their words.</summary>
public sealed partial record OperatorTexts
{
    public required string Title { get; init; }
    public required string Further { get; init; }
    public required string Dashboard { get; init; }
    public required string Shops { get; init; }

    /// <summary>Instead of the operators' side, for an operator without a second factor.</summary>
    public required string FactorTitle { get; init; }

    public required string FactorNeeded { get; init; }
    public required string Version { get; init; }
    public required string Again { get; init; }
    public required string Attention { get; init; }
    public required string Silent { get; init; }
    public required string Removed { get; init; }
    public required string Orders { get; init; }

    /// <summary><c>{0}</c> is the share that was counted.</summary>
    public required string OrdersEstimated { get; init; }

    public required string Waiting { get; init; }
    public required string OldestCallback { get; init; }
    public required string OldestOrder { get; init; }
    public required string OldestRefund { get; init; }
    public required string OldestShare { get; init; }
    public required string Unmatched { get; init; }
    public required string Parked { get; init; }
    public required string Reviews { get; init; }
    public required string UnknownPayouts { get; init; }
    public required string BackedUp { get; init; }
    public required string Failed { get; init; }
    public required string Statements { get; init; }
    public required string Activations { get; init; }
    public required string Callback { get; init; }
    public required string Host { get; init; }
    public required string State { get; init; }
    public required string Attempts { get; init; }
    public required string LastAttempt { get; init; }
    public required string Answer { get; init; }
    public required string Provider { get; init; }
    public required string Account { get; init; }
    public required string Day { get; init; }
    public required string Lines { get; init; }
    public required string Open { get; init; }
    public required string Trouble { get; init; }
    public required string Read { get; init; }
    public required string Lag { get; init; }
    public required string Head { get; init; }
    public required string Final { get; init; }
    public required string Finalized { get; init; }

    /// <summary><c>{0}</c> is their number.</summary>
    public required string Confirmations { get; init; }

    public required string ConfirmedBy { get; init; }
    public required string OneNode { get; init; }
    public required string TwoNodes { get; init; }
    public required string Unconfirmed { get; init; }
    public required string Work { get; init; }
    public required string Checked { get; init; }
    public required string NotChecked { get; init; }
    public required string Syncing { get; init; }
    public required string Yes { get; init; }
    public required string No { get; init; }
    public required string Fees { get; init; }
    public required string Reorgs { get; init; }
    public required string LastGood { get; init; }
    public required string Node { get; init; }
    public required string Health { get; init; }
    public required string Healthy { get; init; }
    public required string Unhealthy { get; init; }
    public required string SetAside { get; init; }
    public required string Latency { get; init; }
    public required string LeftAlone { get; init; }
    public required string Decide { get; init; }
    public required string Acknowledge { get; init; }
    public required string AcknowledgeText { get; init; }
    public required string Adopt { get; init; }
    public required string AdoptText { get; init; }
    public required string FindMerchant { get; init; }
    public required string NoMerchant { get; init; }
    public required string Registered { get; init; }
    public required string Id { get; init; }
    public required string NoPeople { get; init; }
    public required string LookAt { get; init; }
    public required string Limits { get; init; }
    public required string LimitsText { get; init; }

    /// <summary><c>{0}</c> is the number.</summary>
    public required string InForce { get; init; }

    public required string ApiPerSecond { get; init; }
    public required string WebhooksPerSecond { get; init; }
    public required string NetworkPerHour { get; init; }
    public required string ShopPerSecond { get; init; }
    public required string Save { get; init; }
    public required string Token { get; init; }
    public required string Currency { get; init; }
    public required string Price { get; init; }
    public required string Source { get; init; }
    public required string At { get; init; }
    public required string NoRate { get; init; }
    public required string SetRate { get; init; }
    public required string SetRateText { get; init; }
    public required string OperatorsText { get; init; }

    /// <summary>What the operators' audit log holds.</summary>
    public required string AuditText { get; init; }

    public required string Invite { get; init; }
    public required string HasAccount { get; init; }
    public required string LastOperator { get; init; }
    public required string NoOperator { get; init; }
    public required string AccountsText { get; init; }
    public required string Certificate { get; init; }
    public required string OfMerchants { get; init; }

    /// <summary>Sections.</summary>
    public required IReadOnlyDictionary<OperatorPlace, string> Places { get; init; }

    /// <summary>Whether a shop is served.</summary>
    public required IReadOnlyDictionary<MerchantStatus, string> MerchantStates { get; init; }

    /// <summary>Stored states of orders that the API calls otherwise.</summary>
    public required IReadOnlyDictionary<string, string> Statuses { get; init; }
}
