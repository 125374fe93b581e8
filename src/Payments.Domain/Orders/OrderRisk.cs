using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Risk;

namespace Payments.Domain.Orders;

/// <summary>What risk control knows of an order. Kept only while its merchant or the installation has rules.</summary>
[GenerateSerializer, Immutable, Alias("order-risk")]
public sealed record OrderRisk
{
    /// <summary>The payer's address at creation, where the face knows it.</summary>
    [Id(0)] public string? Network { get; init; }

    /// <summary>The country of that address, where the installation has a file of countries.</summary>
    [Id(1)] public string? Country { get; init; }

    /// <summary>How its review stands; null where there never was one.</summary>
    [Id(2)] public ReviewState? Review { get; init; }

    /// <summary>Since when the review is open; null while it is not. The index of the queue is on it (schema script 0057).</summary>
    [Id(3)] public DateTimeOffset? OpenSince { get; init; }

    /// <summary>Whether a rule of the installation opened the review: then operators alone approve.</summary>
    [Id(4)] public bool ByInstallation { get; init; }

    /// <summary>
    /// The newest decisions, at most <see cref="OrderRules.DecisionsKept"/>: more than one write adds. All are in the log's table.
    /// </summary>
    [Id(5)] public IReadOnlyList<RiskDecision> Decisions { get; init => field = value ?? []; } = [];

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>How a review stands. Numbers are append-only; in storage and JSON the camelCase name is used.</summary>
[GenerateSerializer, Alias("review-state")]
public enum ReviewState
{
    /// <summary>It waits for a person.</summary>
    Open = 0,

    /// <summary>Approved: payments and time decide what becomes of the order.</summary>
    Approved = 1,

    /// <summary>Refused: the order is closed, and what came is the merchant's to return.</summary>
    Refused = 2,
}

/// <summary>Named outcomes of deciding a review, one per rule, in the order in which they are tried.</summary>
[GenerateSerializer, Alias("review-outcome")]
public enum ReviewOutcome
{
    /// <summary>Done now.</summary>
    Done = 0,

    /// <summary>No such order.</summary>
    NotFound = 1,

    /// <summary>There is no review of it.</summary>
    NotReviewed = 2,

    /// <summary>The same was decided before.</summary>
    AlreadyDone = 3,

    /// <summary>The opposite was decided before, and stands.</summary>
    DecidedOtherwise = 4,

    /// <summary>A rule of the installation opened it: only an operator may approve.</summary>
    OperatorsOnly = 5,

    /// <summary>The order is over, and stays as it is.</summary>
    Over = 6,
}
