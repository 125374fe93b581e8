using Orleans;
using Payments.Domain.Charges;
using Payments.Domain.Orders;

namespace Payments.Contracts.Charges;

/// <summary>A payer's wish to pay an order at a provider.</summary>
[GenerateSerializer, Immutable, Alias("start-charge")]
public sealed record StartCharge
{
    /// <summary>The name of the way to pay.</summary>
    [Id(0)] public required string Method { get; init; }

    /// <summary>The gateway's own address as providers and payers see it, without a slash at its end.</summary>
    [Id(1)] public required string PublicUrl { get; init; }

    /// <summary>The payer's network address; null where it is not known.</summary>
    [Id(2)] public string? PayerAddress { get; init; }

    /// <summary>The payer's id at the provider; null where the method needs none.</summary>
    [Id(3)] public string? PayerId { get; init; }

    /// <summary>The coin that the payer chose beforehand; null where none was.</summary>
    [Id(4)] public string? PayerCurrency { get; init; }

    /// <summary>The network of that coin.</summary>
    [Id(5)] public string? Network { get; init; }

    /// <summary>Where the provider sends the payer afterwards; null for the gateway's own page for that.</summary>
    [Id(6)] public string? ReturnUrl { get; init; }
}

/// <summary>What became of a payer's wish to pay at a provider.</summary>
[GenerateSerializer, Immutable, Alias("charge-result")]
public sealed record ChargeResult
{
    /// <summary>The outcome.</summary>
    [Id(0)] public required StartChargeOutcome Outcome { get; init; }

    /// <summary>The order as it stands; null where there is none.</summary>
    [Id(1)] public Order? Order { get; init; }

    /// <summary>The charge to show; null where it was refused.</summary>
    [Id(2)] public Charge? Charge { get; init; }

    /// <summary>For a refusal: what was wrong, in words fit for the caller.</summary>
    [Id(3)] public string? Detail { get; init; }
}

/// <summary>Named outcomes of beginning a charge.</summary>
[GenerateSerializer, Alias("start-charge-outcome")]
public enum StartChargeOutcome
{
    /// <summary>The provider waits for the payer.</summary>
    Started = 0,

    /// <summary>It did before: the same charge.</summary>
    Existing = 1,

    /// <summary>No such order.</summary>
    NotFound = 2,

    /// <summary>The order does not wait for its first money.</summary>
    NotOpen = 3,

    /// <summary>There is no such way to pay, or the merchant does not offer it for the order's currency.</summary>
    NoMethod = 4,

    /// <summary>The provider refused for good.</summary>
    Refused = 5,

    /// <summary>Whether the provider made it is not known; the same request may be sent again.</summary>
    Unknown = 6,
}
