using Orleans;
using Orleans.Concurrency;

namespace Payments.Contracts.Providers;

/// <summary>Key <c>prv-{merchant}-{provider}</c>. A merchant's account at a payment provider.</summary>
[Alias("provider-grain")]
public interface IProviderGrain : IGrainWithStringKey
{
    /// <summary>The account with its settings in the clear for the gateway itself, or null where the merchant has none.</summary>
    [Alias("get"), AlwaysInterleave, Repeatable]
    Task<ProviderAccess?> GetAsync();

    /// <summary>
    /// Saves an account whose settings the caller has checked. Secret settings that it leaves out stay as they are.
    /// </summary>
    /// <param name="command">What to save.</param>
    /// <param name="keyHash">
    /// The hash of the API key that the caller used, as at the merchant's own commands; null for the gateway itself.
    /// </param>
    [Alias("save"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<ProviderResult> SaveAsync(SaveProvider command, string? keyHash = null);

    /// <summary>Removes the account. Notices of charges that are under way there can no longer be verified.</summary>
    /// <param name="keyHash">As for <see cref="SaveAsync"/>.</param>
    [Alias("remove"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<ProviderResult> RemoveAsync(string? keyHash = null);

    /// <summary>Seals the settings under the current master key, where they lie under an older one.</summary>
    [Alias("reseal")]
    Task ResealAsync();
}
