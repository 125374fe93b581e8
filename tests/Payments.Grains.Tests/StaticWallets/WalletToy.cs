using Payments.Providers.Common;
using Payments.Testing.Silo;

namespace Payments.Grains.Tests.StaticWallets;

/// <summary>A provider that does nothing but give out addresses, under the name of the one that has such.</summary>
public sealed class WalletToy : IdleProvider, IKeepsWallets
{
    private readonly List<string> made = [];

    /// <summary>Makes the next answer get lost on its way, whatever was done.</summary>
    public bool LosesAnswer { get; set; }

    /// <summary>Wallets that were made, by our numbers.</summary>
    public IReadOnlyList<string> Made => made;

    public override string Name => "cryptomus";

    public Task<WalletAnswer> OpenWalletAsync(ProviderAccount account, WalletOrder wallet, CancellationToken cancellationToken)
    {
        if (!made.Contains(wallet.Reference)) made.Add(wallet.Reference);
        var place = made.IndexOf(wallet.Reference);
        var answer = LosesAnswer
            ? new WalletAnswer(ProviderOutcome.Unknown, null, null, "lost")
            : new WalletAnswer(ProviderOutcome.Done, $"T{place}", $"p{place}", null);
        LosesAnswer = false;
        return Task.FromResult(answer);
    }

    public Task<WalletAnswer> BlockWalletAsync(ProviderAccount account, string reference, CancellationToken cancellationToken) =>
        Task.FromResult(new WalletAnswer(ProviderOutcome.Done, null, null, null));
}
