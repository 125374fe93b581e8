using Orleans;

namespace Payments.Contracts.Users;

/// <summary>Money that an end user spends, or that is set aside for what he is about to spend.</summary>
[GenerateSerializer, Immutable, Alias("user-spend")]
public sealed record UserSpend
{
    /// <summary>By which it may be asked for again.</summary>
    [Id(0)] public required string Key { get; init; }

    /// <summary>The currency; upper-case letters and digits.</summary>
    [Id(1)] public required string Currency { get; init; }

    /// <summary>How much; above zero, at most 18 decimals.</summary>
    [Id(2)] public required decimal Amount { get; init; }

    /// <summary>When a hold is released by itself; null for never. A debit has none.</summary>
    [Id(3)] public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Shown in the statement; null for none.</summary>
    [Id(4)] public string? Text { get; init; }
}
