using System.Text.Json.Serialization;
using Payments.Contracts.Chains;
using Payments.Contracts.Reconciliation;
using Payments.Domain.Users;
using Payments.Storage.States;

namespace Payments.Http.Ops;

/// <summary>What operators see of the gateway.</summary>
public sealed record OpsState
{
    /// <summary>The gateway's clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The product's version.</summary>
    public required string Version { get; init; }

    /// <summary>Orders by status.</summary>
    public required IReadOnlyDictionary<string, long> Orders { get; init; }

    /// <summary>The share of the orders that <see cref="Orders"/> rests on; below 1 it is an estimate.</summary>
    public required double OrdersShare { get; init; }

    /// <summary>Callbacks that no shop has heard yet, by status.</summary>
    public required IReadOnlyDictionary<string, long> Callbacks { get; init; }

    /// <summary>When the most overdue callback was due, or is; null for none.</summary>
    public DateTimeOffset? OldestDueAt { get; init; }

    /// <summary>When the most overdue order was to be woken, or is; null for none.</summary>
    public DateTimeOffset? OldestWakeAt { get; init; }

    /// <summary>When the refund was asked for that waits longest for its provider or its transfer; null for none.</summary>
    public DateTimeOffset? OldestRefundAt { get; init; }

    /// <summary>When the share, or the return of one, was stored that waits longest for its provider; null for none.</summary>
    public DateTimeOffset? OldestShareAt { get; init; }

    /// <summary>Transfers that no order took and nobody assigned, by chain.</summary>
    public required IReadOnlyDictionary<string, long> Unmatched { get; init; }

    /// <summary>Transfers that were set aside because their order or address failed and that nobody assigned, by chain.</summary>
    public required IReadOnlyDictionary<string, long> Parked { get; init; }

    /// <summary>When everything was last exported; null for never.</summary>
    public DateTimeOffset? BackedUpAt { get; init; }

    /// <summary>Orders that wait for a person's decision.</summary>
    public long Reviews { get; init; }

    /// <summary>Since when the oldest of them waits; null while none does.</summary>
    public DateTimeOffset? ReviewsSince { get; init; }

    /// <summary>Payouts of which a person is to say what became of them.</summary>
    public long UnknownPayouts { get; init; }

    /// <summary>The chains that are on and whose watchers answer.</summary>
    public required IReadOnlyList<ChainStatus> Chains { get; init; }

    /// <summary>The chains that are on and whose watchers do not answer.</summary>
    public required IReadOnlyList<string> SilentChains { get; init; }

    /// <summary>Activations of all silos by grain class: its full name, a comma and its assembly.</summary>
    public required IReadOnlyDictionary<string, long> Activations { get; init; }

    /// <summary>What the daily comparison of users' ledgers with their balances last found; null before the first.</summary>
    public UserCheck? Users { get; init; }

    /// <summary>What the last round through the accounts at payment providers found; null before the first.</summary>
    public ProviderWatch? Providers { get; init; }

    /// <summary>Differences with providers' statements that nobody settled, by provider.</summary>
    public required IReadOnlyDictionary<string, long> OpenDifferences { get; init; }

    /// <summary>The newest comparisons with providers' statements.</summary>
    public required IReadOnlyList<ComparedStatement> Statements { get; init; }

    /// <summary>The newest callbacks that were given up or are in doubt.</summary>
    public required IReadOnlyList<FailedCallback> Failed { get; init; }
}

/// <summary>A callback that was given up or is in doubt. Its payload is the merchant's alone and stays away.</summary>
/// <param name="Id">The delivery's id.</param>
/// <param name="Host">The shop's host.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="LastAt">When it was tried last.</param>
/// <param name="LastStatus">The last HTTP status, or null.</param>
/// <param name="LastError">What was wrong, or null.</param>
public sealed record FailedCallback(string Id, string Host, string Status, int Attempts, DateTimeOffset? LastAt, int? LastStatus, string? LastError);

/// <summary>How a provider's statement of a day agreed.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Account">A merchant's id, or <c>installation</c>.</param>
/// <param name="Day">The day, of the provider's clock.</param>
/// <param name="DoneAt">When it was compared; null while it could not be.</param>
/// <param name="Lines">Lines of the statement.</param>
/// <param name="Matched">Those that agree.</param>
/// <param name="Differences">Differences.</param>
/// <param name="Open">Those of them that nobody settled.</param>
/// <param name="Trouble">Why the last try brought nothing, or null.</param>
public sealed record ComparedStatement(
    string Provider, string Account, DateOnly Day, DateTimeOffset? DoneAt, long Lines, long Matched, long Differences, long Open,
    string? Trouble);

/// <summary>Why nothing can be shown.</summary>
/// <param name="Error">In words.</param>
internal sealed record OpsFailure(string Error);

/// <summary>The operators' JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, Converters = [typeof(UnitsConverter)])]
[JsonSerializable(typeof(OpsState))]
[JsonSerializable(typeof(OpsFailure))]
internal sealed partial class OpsJson : JsonSerializerContext;
