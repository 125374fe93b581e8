using Orleans;
using Payments.Domain.Merchants;

namespace Payments.Contracts.Merchants;

/// <summary>What became of a change to a merchant's webhook endpoints.</summary>
[GenerateSerializer, Immutable, Alias("endpoint-result")]
public sealed record EndpointResult
{
    /// <summary>The outcome.</summary>
    [Id(0)] public required EndpointOutcome Outcome { get; init; }

    /// <summary>The endpoint as it is now, or was before it was removed.</summary>
    [Id(1)] public WebhookEndpoint? Endpoint { get; init; }

    /// <summary>The secret of a new endpoint, shown once.</summary>
    [Id(2)] public string? Secret { get; init; }

    /// <summary>Why, in words fit for the caller, where the outcome alone does not say.</summary>
    [Id(3)] public string? Detail { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"EndpointResult {{ {Outcome} {Endpoint?.Id} }}";
}

/// <summary>Named outcomes of changing endpoints.</summary>
[GenerateSerializer, Alias("endpoint-outcome")]
public enum EndpointOutcome
{
    /// <summary>Added, changed or removed.</summary>
    Saved = 0,

    /// <summary>No such merchant.</summary>
    UnknownMerchant = 1,

    /// <summary>No such endpoint.</summary>
    NotFound = 2,

    /// <summary>The merchant has as many endpoints as one may.</summary>
    TooMany = 3,

    /// <summary>The API key that the caller used was replaced since it was checked.</summary>
    KeyReplaced = 4,

    /// <summary>Callbacks may never reach the URL.</summary>
    ForbiddenUrl = 5,
}
