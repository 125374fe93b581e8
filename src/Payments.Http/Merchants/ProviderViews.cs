using Payments.Providers.Common;

namespace Payments.Http.Merchants;

/// <summary>A provider, and the account there that a merchant's charges go by.</summary>
/// <param name="Provider">The provider's name.</param>
/// <param name="Account"><c>own</c>, <c>installation</c> for the operator's, or <c>none</c>.</param>
/// <param name="Methods">The ways to pay that payers are offered.</param>
/// <param name="OfferedMethods">All that the provider has.</param>
/// <param name="Settings">The settings of an account.</param>
/// <param name="NotifyUrl">Where the provider sends notices, for consoles that ask for it.</param>
/// <param name="FormerUntil">Until when the settings before the present ones still verify notices.</param>
/// <param name="UpdatedAt">When the own account was saved last.</param>
public sealed record ProviderView(
    string Provider, string Account, IReadOnlyList<string> Methods, IReadOnlyList<string> OfferedMethods, IReadOnlyList<SettingView> Settings,
    string NotifyUrl, string? FormerUntil, string? UpdatedAt);

/// <summary>A setting of an account.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsRequired">Whether an account needs it.</param>
/// <param name="IsSecret">Whether it is never shown.</param>
/// <param name="IsSet">Whether it has a value.</param>
/// <param name="Value">The value; null of a secret, or where it is not set.</param>
public sealed record SettingView(string Name, bool IsRequired, bool IsSecret, bool IsSet, string? Value)
{
    /// <summary>Shows a setting; a secret one never by its value.</summary>
    public static SettingView Of(ProviderSetting setting, string? value) =>
        new(setting.Name, setting.IsRequired, setting.IsSecret, value is not null, setting.IsSecret ? null : value);
}

/// <summary>All providers of the gateway.</summary>
internal sealed record ProvidersView(IReadOnlyList<ProviderView> Providers);
