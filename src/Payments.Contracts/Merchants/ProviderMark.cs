using Orleans;

namespace Payments.Contracts.Merchants;

/// <summary>
/// What the merchant notes of settings at a provider, so that its audit log shows when they change and not what they are.
/// </summary>
[GenerateSerializer, Immutable, Alias("provider-mark")]
public sealed record ProviderMark
{
    /// <summary>As <see cref="Domain.Merchants.MerchantProvider.SettingsHash"/>.</summary>
    [Id(0)] public required string SettingsHash { get; init; }

    /// <summary>As <see cref="Domain.Merchants.MerchantProvider.FormerUntil"/>.</summary>
    [Id(1)] public DateTimeOffset? FormerUntil { get; init; }
}
