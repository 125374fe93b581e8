using Orleans;
using Payments.Domain.Identity;

namespace Payments.Contracts.Users;

/// <summary>Money that comes in for an end user.</summary>
[GenerateSerializer, Immutable, Alias("user-credit")]
public sealed record UserCredit
{
    /// <summary>By which it may be asked for again: of an order, the order's id.</summary>
    [Id(0)] public required string Key { get; init; }

    /// <summary>The currency; upper-case letters and digits.</summary>
    [Id(1)] public required string Currency { get; init; }

    /// <summary>How much; above zero, at most 18 decimals.</summary>
    [Id(2)] public required decimal Amount { get; init; }

    /// <summary>The order that paid it; null where none did.</summary>
    [Id(3)] public OrderId? Order { get; init; }

    /// <summary>Shown in the statement; null for none.</summary>
    [Id(4)] public string? Text { get; init; }
}
