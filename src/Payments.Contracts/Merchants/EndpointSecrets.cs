using Orleans;

namespace Payments.Contracts.Merchants;

/// <summary>What signs for a webhook endpoint, in the clear. Never logged; its text form leaves the secrets out.</summary>
[GenerateSerializer, Immutable, Alias("endpoint-secrets")]
public sealed record EndpointSecrets
{
    /// <summary>The secret.</summary>
    [Id(0)] public required string Secret { get; init; }

    /// <summary>The secret before it, while a rotation overlaps; null otherwise.</summary>
    [Id(1)] public string? Former { get; init; }

    /// <summary>Until when the former secret is in force.</summary>
    [Id(2)] public DateTimeOffset? FormerUntil { get; init; }

    /// <summary>The secrets in force at a time, the newest first.</summary>
    public IReadOnlyList<string> At(DateTimeOffset now) => Former is { } former && now < FormerUntil ? [Secret, former] : [Secret];

    /// <inheritdoc />
    public override string ToString() => nameof(EndpointSecrets);
}
