using Orleans;

namespace Payments.Contracts.Users;

/// <summary>
/// What is done with an earlier entry of an end user: a hold captured or released, or a credit, debit or capture reversed.
/// </summary>
[GenerateSerializer, Immutable, Alias("user-change")]
public sealed record UserChange
{
    /// <summary>By which it may be asked for again.</summary>
    [Id(0)] public required string Key { get; init; }

    /// <summary>The key of the earlier entry.</summary>
    [Id(1)] public required string About { get; init; }

    /// <summary>How much; above zero. Null for all that remains.</summary>
    [Id(2)] public decimal? Amount { get; init; }

    /// <summary>Shown in the statement; null for none.</summary>
    [Id(3)] public string? Text { get; init; }
}
