using Orleans;
using Payments.Domain.Identity;

namespace Payments.Contracts.Providers;

/// <summary>A merchant's account at a provider with its settings in the clear. Never logged; its text form leaves them out.</summary>
[GenerateSerializer, Immutable, Alias("provider-access")]
public sealed record ProviderAccess
{
    /// <summary>The merchant.</summary>
    [Id(0)] public required MerchantId Merchant { get; init; }

    /// <summary>The provider's name.</summary>
    [Id(1)] public required string Provider { get; init; }

    /// <summary>The settings by name.</summary>
    [Id(2)] public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The settings before them, which still verify notices until <see cref="FormerUntil"/>.</summary>
    [Id(3)] public required IReadOnlyDictionary<string, string> FormerSettings { get; init; }

    /// <summary>The end of the overlap; null where there is none.</summary>
    [Id(4)] public DateTimeOffset? FormerUntil { get; init; }

    /// <summary>When it was saved last.</summary>
    [Id(5)] public required DateTimeOffset UpdatedAt { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"ProviderAccess {{ {Merchant} {Provider} }}";
}

/// <summary>A merchant's account at a provider, to be saved.</summary>
[GenerateSerializer, Immutable, Alias("save-provider")]
public sealed record SaveProvider
{
    /// <summary>The settings by name; the caller has checked them.</summary>
    [Id(0)] public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Names of settings that keep their stored values where <see cref="Settings"/> leaves them out.</summary>
    [Id(1)] public required IReadOnlyList<string> Kept { get; init; }

    /// <summary>The names of the ways to pay that are to be on.</summary>
    [Id(2)] public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>How long the present settings still verify notices.</summary>
    [Id(3)] public TimeSpan Overlap { get; init; }

    /// <inheritdoc />
    public override string ToString() => "SaveProvider";
}

/// <summary>What became of a change to a merchant's account at a provider.</summary>
[GenerateSerializer, Immutable, Alias("provider-result")]
public sealed record ProviderResult
{
    /// <summary>The outcome.</summary>
    [Id(0)] public required ProviderSaveOutcome Outcome { get; init; }

    /// <summary>The account as it is now; null where there is none.</summary>
    [Id(1)] public ProviderAccess? Access { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"ProviderResult {{ {Outcome} }}";
}

/// <summary>Named outcomes of changing an account at a provider.</summary>
[GenerateSerializer, Alias("provider-save-outcome")]
public enum ProviderSaveOutcome
{
    /// <summary>Saved or removed.</summary>
    Saved = 0,

    /// <summary>No such merchant.</summary>
    UnknownMerchant = 1,

    /// <summary>The merchant has no account there.</summary>
    NotFound = 2,

    /// <summary>The API key that the caller used was replaced since it was checked.</summary>
    KeyReplaced = 3,
}
