namespace Payments.Providers.Common;

/// <summary>One setting of a provider's account.</summary>
/// <param name="Name">Its name in the API and in configuration, snake case.</param>
/// <param name="Variable">
/// The variable of the provider's own document that means it, such as <c>CRYPTOMUS_API_KEY</c>; null for none.
/// </param>
/// <param name="IsRequired">Whether an account is of no use without it.</param>
/// <param name="IsSecret">Whether it is sealed at rest and never shown.</param>
/// <param name="IsIdentity">Whether another value is another account, which knows nothing of what this one has under way.</param>
public sealed record ProviderSetting(string Name, string? Variable, bool IsRequired, bool IsSecret, bool IsIdentity = false)
{
    /// <summary>The setting that calls a provider's own sandbox with <c>true</c>, where it has one; refused in production.</summary>
    public const string Sandbox = "sandbox";
}

/// <summary>What is wrong with a setting.</summary>
/// <param name="Setting">The setting's name.</param>
/// <param name="Text">What was expected of it.</param>
public sealed record SettingFault(string Setting, string Text);
