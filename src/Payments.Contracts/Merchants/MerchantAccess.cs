using Orleans;
using Payments.Domain.Merchants;

namespace Payments.Contracts.Merchants;

/// <summary>A merchant together with its signing secret. Never logged; its text form leaves the secret out.</summary>
[GenerateSerializer, Immutable, Alias("merchant-access")]
public sealed record MerchantAccess
{
    /// <summary>The merchant.</summary>
    [Id(0)] public required Merchant Merchant { get; init; }

    /// <summary>The signing secret in the clear: <c>api_secret</c>, the EPay and 188Pay key.</summary>
    [Id(1)] public required string Secret { get; init; }

    /// <summary>The secret before it, in the clear, while a rotation overlaps; null otherwise.</summary>
    [Id(10)] public string? FormerSecret { get; init; }

    /// <summary>The secrets in force at a time, the newest first: two while a rotation overlaps.</summary>
    public IReadOnlyList<string> SecretsAt(DateTimeOffset now) =>
        FormerSecret is { } former && now < Merchant.FormerSecretUntil ? [Secret, former] : [Secret];

    /// <inheritdoc />
    public override string ToString() => $"MerchantAccess {{ {Merchant.Id} }}";
}
