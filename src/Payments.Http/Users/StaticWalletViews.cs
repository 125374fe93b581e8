using Payments.Domain.Money;
using Payments.Domain.StaticWallets;
using Payments.Http.Api;

namespace Payments.Http.Users;

/// <summary>
/// An address that is one user's for good. What comes there in <c>currency</c> on <c>network</c> is credited in <c>credited_in</c>.
/// </summary>
internal sealed record StaticWalletView(
    string Currency, string Network, string? Address, string CreditedIn, bool Blocked, string CreatedAt)
{
    public static StaticWalletView Of(StaticWallet wallet) => new(
        wallet.Coin, wallet.Network, wallet.Address, wallet.Currency, wallet.BlockedAt is not null, ApiTime.Format(wallet.CreatedAt));
}

/// <summary>A user's static wallets.</summary>
internal sealed record StaticWalletsView(IReadOnlyList<StaticWalletView> Wallets)
{
    public static StaticWalletsView Of(UserStaticWallets? all) => new([.. (all?.Wallets ?? []).Select(StaticWalletView.Of)]);
}

/// <summary>
/// A payment that came to a static wallet and was credited to nobody; <c>reason</c> says why, <c>id</c> is what it is settled or dismissed
/// by. Amounts are decimal texts.
/// </summary>
internal sealed record HeldDepositView(
    string Id, string Currency, string Network, string? CameIn, string? Amount, string? Dollars, string? TransactionHash, string Status,
    string Reason, string At)
{
    public static HeldDepositView Of(StaticWallet wallet, HeldDeposit held) => new(
        held.Deposit.Digest, wallet.Coin, wallet.Network, held.Deposit.Coin, Text(held.Deposit.Amount), Text(held.Deposit.Dollars),
        held.Deposit.Transaction, held.Deposit.Word, held.Reason, ApiTime.Format(held.At));

    private static string? Text(decimal? amount) => amount is { } known ? PlainDecimal.Format(known) : null;
}

/// <summary>A held payment that the merchant dismissed; <c>reason</c> is the merchant's.</summary>
internal sealed record DismissedDepositView(HeldDepositView Deposit, string Reason, string DismissedAt)
{
    public static DismissedDepositView Of(StaticWallet wallet, DismissedDeposit dismissed) =>
        new(HeldDepositView.Of(wallet, dismissed.Held), dismissed.Reason, ApiTime.Format(dismissed.At));
}

/// <summary>A user's static wallets as the merchant sees them, with what was held and what of it was dismissed.</summary>
internal sealed record UserStaticWalletsView(
    string User,
    IReadOnlyList<StaticWalletView> Wallets,
    IReadOnlyList<HeldDepositView> Held,
    IReadOnlyList<DismissedDepositView> Dismissed)
{
    public static UserStaticWalletsView Of(string user, UserStaticWallets? all) => new(
        user,
        StaticWalletsView.Of(all).Wallets,
        [.. (all?.Wallets ?? []).SelectMany(wallet => wallet.Held.Select(held => HeldDepositView.Of(wallet, held)))],
        [
            .. (all?.Wallets ?? []).SelectMany(wallet =>
                wallet.Dismissed.Select(dismissed => DismissedDepositView.Of(wallet, dismissed))),
        ]);
}
