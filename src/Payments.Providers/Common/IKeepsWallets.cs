namespace Payments.Providers.Common;

/// <summary>A provider that gives out addresses which take any number of payments.</summary>
public interface IKeepsWallets
{
    /// <summary>Makes the wallet. The same reference again gives the same wallet.</summary>
    Task<WalletAnswer> OpenWalletAsync(ProviderAccount account, WalletOrder wallet, CancellationToken cancellationToken);

    /// <summary>Has the address take no more payments. Again, it changes nothing.</summary>
    Task<WalletAnswer> BlockWalletAsync(ProviderAccount account, string reference, CancellationToken cancellationToken);
}

/// <summary>A wallet to be made.</summary>
/// <param name="Reference">Our number of it.</param>
/// <param name="Coin">The coin, upper case.</param>
/// <param name="Network">The network as the provider names it.</param>
/// <param name="NotifyUrl">Where notices of payments go, an absolute URL of ours.</param>
public sealed record WalletOrder(string Reference, string Coin, string Network, string NotifyUrl);

/// <summary>A provider's answer about a wallet.</summary>
/// <param name="Outcome">How the call ended.</param>
/// <param name="Address">The address; set where a wallet was made.</param>
/// <param name="ProviderId">The provider's id of it; set likewise.</param>
/// <param name="Reason">Why it is not done, without secrets.</param>
public sealed record WalletAnswer(ProviderOutcome Outcome, string? Address, string? ProviderId, string? Reason);
