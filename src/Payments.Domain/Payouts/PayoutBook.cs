using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Audit;
using Payments.Domain.Identity;

namespace Payments.Domain.Payouts;

/// <summary>
/// A merchant's payouts that are under way, and those that ended within <see cref="PayoutRules.Window"/>, which count towards the limit.
/// Changed only by <see cref="PayoutRules"/>. Every payout has a row in the table <c>payouts</c>, written in the same transaction; older
/// ones are there alone.
/// </summary>
[GenerateSerializer, Immutable, Alias("payout-book")]
public sealed record PayoutBook
{
    /// <summary>The version of this stored form.</summary>
    [Id(0), JsonPropertyName("v")] public int Version { get; init; } = 1;

    /// <summary>The merchant.</summary>
    [Id(1)] public required MerchantId Merchant { get; init; }

    /// <summary>How many payouts the merchant has asked for.</summary>
    [Id(2)] public int Count { get; init; }

    /// <summary>The payouts, oldest first.</summary>
    [Id(3)] public IReadOnlyList<Payout> Payouts { get; init => field = value ?? []; } = [];

    /// <summary>What endpoints are still to be told, oldest first.</summary>
    [Id(4)] public IReadOnlyList<PayoutNotice> Outbox { get; init => field = value ?? []; } = [];

    /// <summary>The newest entry of the audit log about the merchant's payouts; null before the first.</summary>
    [Id(5)] public AuditMark? Audit { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
