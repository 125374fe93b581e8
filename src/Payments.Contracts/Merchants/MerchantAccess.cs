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

    /// <summary>The secrets of the endpoints, in the clear, by their ids.</summary>
    [Id(11)]
    public IReadOnlyDictionary<string, EndpointSecrets> EndpointSecrets { get; init; } =
        new Dictionary<string, EndpointSecrets>();

    /// <summary>
    /// The secrets that sign for an endpoint, the newest first; the merchant's own where <paramref name="endpoint"/> is null.
    /// </summary>
    /// <returns>None where the endpoint was removed.</returns>
    public IReadOnlyList<string> SecretsOf(string? endpoint, DateTimeOffset now)
    {
        if (endpoint is null) return SecretsAt(now);
        return EndpointSecrets.TryGetValue(endpoint, out var secrets) ? secrets.At(now) : [];
    }

    /// <summary>The secrets in force at a time, the newest first: two while a rotation overlaps.</summary>
    public IReadOnlyList<string> SecretsAt(DateTimeOffset now) =>
        FormerSecret is { } former && now < Merchant.FormerSecretUntil ? [Secret, former] : [Secret];

    /// <inheritdoc />
    public override string ToString() => $"MerchantAccess {{ {Merchant.Id} }}";
}
