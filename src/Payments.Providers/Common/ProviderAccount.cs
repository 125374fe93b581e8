using Payments.Domain.Identity;

namespace Payments.Providers.Common;

/// <summary>A merchant's account at a provider, its secrets in the clear. Never logged; its text form leaves the settings out.</summary>
/// <param name="Provider">The provider's name.</param>
/// <param name="Settings">The settings by name; those that are not set are missing.</param>
/// <param name="FormerSettings">
/// Secret settings that were replaced and still verify notices while a change overlaps; empty otherwise.
/// </param>
/// <param name="Owner">The merchant whose own it is; null for the installation's.</param>
/// <param name="AllowsSandbox">Whether plain http and loopback addresses are allowed, for stand-ins.</param>
public sealed record ProviderAccount(
    string Provider, IReadOnlyDictionary<string, string> Settings, IReadOnlyDictionary<string, string> FormerSettings,
    MerchantId? Owner, bool AllowsSandbox)
{
    /// <summary>Which addresses its calls may go to.</summary>
    public ProviderReach Reach => AllowsSandbox ? ProviderReach.Sandbox : Owner is null ? ProviderReach.Trusted : ProviderReach.Public;

    /// <summary>A setting, or null where it is not set or empty.</summary>
    public string? Find(string name) => Settings.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>A setting that <see cref="IPaymentProvider.Check"/> demands.</summary>
    /// <exception cref="InvalidOperationException">It is not set.</exception>
    public string Get(string name) => Find(name) ?? throw new InvalidOperationException($"{Provider}: {name} is not set.");

    /// <inheritdoc />
    public override string ToString() => $"ProviderAccount {{ {Provider} }}";
}
