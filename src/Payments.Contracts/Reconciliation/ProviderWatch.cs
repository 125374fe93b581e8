using Orleans;

namespace Payments.Contracts.Reconciliation;

/// <summary>What a round through all accounts at providers found.</summary>
[GenerateSerializer, Immutable, Alias("provider-watch")]
public sealed record ProviderWatch
{
    /// <summary>When the round ended.</summary>
    [Id(0)] public required DateTimeOffset At { get; init; }

    /// <summary>Statements, by provider.</summary>
    [Id(1)] public required IReadOnlyList<WatchedStatements> Statements { get; init; }

    /// <summary>Certificates, of each provider and kind the one that ends first.</summary>
    [Id(2)] public required IReadOnlyList<WatchedCertificate> Certificates { get; init; }
}

/// <summary>How the comparison of statements stands at one provider.</summary>
[GenerateSerializer, Immutable, Alias("watched-statements")]
public sealed record WatchedStatements
{
    /// <summary>The provider.</summary>
    [Id(0)] public required string Provider { get; init; }

    /// <summary>How many accounts there are.</summary>
    [Id(1)] public required int Accounts { get; init; }

    /// <summary>
    /// Since when the account that waits longest has waited for a comparison that comes to its end: when its last one did, else when the
    /// first was tried, else when this was looked at.
    /// </summary>
    [Id(2)] public required DateTimeOffset Since { get; init; }
}

/// <summary>A certificate that ends.</summary>
[GenerateSerializer, Immutable, Alias("watched-certificate")]
public sealed record WatchedCertificate
{
    /// <summary>The provider.</summary>
    [Id(0)] public required string Provider { get; init; }

    /// <summary>Whether it is a merchant's own account's; else the installation's.</summary>
    [Id(1)] public required bool IsMerchants { get; init; }

    /// <summary><c>own</c> or <c>provider</c>.</summary>
    [Id(2)] public required string Name { get; init; }

    /// <summary>Until when it is good.</summary>
    [Id(3)] public required DateTimeOffset Until { get; init; }
}
