using Payments.Chains;
using Payments.Domain.Merchants;

namespace Payments.Http.WoPay;

/// <summary>A wallet. A rate of null takes the system's.</summary>
internal sealed record WalletView(string WalletId, string Chain, string Token, string Address, string? NotifyUrl, string Currency, string? Rate, string CreatedAt)
{
    public static WalletView Of(Wallet wallet, ChainCatalog chains) => new(wallet.Id, wallet.Chain.Value, wallet.Token, chains.Display(wallet.Chain, wallet.Address),
        wallet.NotifyUrl, wallet.Currency, wallet.Rate is { } rate ? WoPayRules.Format(rate) : null, WoPayTime.Format(wallet.CreatedAt));
}

/// <summary>A merchant's wallets in its order of preference.</summary>
internal sealed record WalletsView(IReadOnlyList<WalletView> Wallets);
