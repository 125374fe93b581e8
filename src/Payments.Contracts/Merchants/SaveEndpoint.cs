using Orleans;

namespace Payments.Contracts.Merchants;

/// <summary>A webhook endpoint as the merchant wants it, with checked fields; on a change null leaves a field as it is.</summary>
[GenerateSerializer, Immutable, Alias("save-endpoint")]
public sealed record SaveEndpoint
{
    /// <summary>Where webhooks go.</summary>
    [Id(0)] public string? Url { get; init; }

    /// <summary>Names of events.</summary>
    [Id(1)] public IReadOnlyList<string>? Events { get; init; }

    /// <summary>Whether it is on.</summary>
    [Id(2)] public bool? IsOn { get; init; }
}
