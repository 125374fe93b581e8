using Orleans;
using Payments.Domain.Merchants;

namespace Payments.Contracts.Merchants;

/// <summary>What became of a change to a merchant's API keys.</summary>
[GenerateSerializer, Immutable, Alias("key-result")]
public sealed record KeyResult
{
    /// <summary>The outcome.</summary>
    [Id(0)] public required KeyOutcome Outcome { get; init; }

    /// <summary>The key as it is now, or was before it was removed.</summary>
    [Id(1)] public ApiKey? Key { get; init; }

    /// <summary>The key in the clear, shown this once, where one was made.</summary>
    [Id(2)] public string? Text { get; init; }

    /// <summary>The scopes that the caller's own key lacks, where that is why.</summary>
    [Id(3)] public KeyScopes Lacking { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"KeyResult {{ {Outcome} {Key?.Id} }}";
}

/// <summary>Named outcomes of changing API keys.</summary>
[GenerateSerializer, Alias("key-outcome")]
public enum KeyOutcome
{
    /// <summary>Added, rolled or removed.</summary>
    Saved = 0,

    /// <summary>No such merchant.</summary>
    UnknownMerchant = 1,

    /// <summary>No such key.</summary>
    NotFound = 2,

    /// <summary>The merchant has as many keys as one may.</summary>
    TooMany = 3,

    /// <summary>The first key cannot be removed.</summary>
    FirstStays = 4,

    /// <summary>The caller's own key lacks scopes that the key would have.</summary>
    ScopesLacking = 5,

    /// <summary>The API key that the caller used was replaced or removed since it was checked.</summary>
    KeyReplaced = 6,

    /// <summary>The person who asks may not change keys any more.</summary>
    NotAllowed = 7,
}
