using Payments.Domain.Users;

namespace Payments.Domain.StaticWallets;

/// <summary>What a payment to a static wallet is worth to its user, and what is held for a person.</summary>
public static class StaticWalletRules
{
    /// <summary>Wallets of one user at most.</summary>
    public const int MostWallets = 32;

    /// <summary>Payments that wait for a person, of one wallet; when full, the provider is told to send again.</summary>
    public const int MostHeld = 50;

    /// <summary>US dollars, in which providers say what a payment was worth.</summary>
    public const string Dollar = "USD";

    /// <summary>Whether a wallet in a coin can credit its user in a currency: the coin itself, or dollars.</summary>
    public static bool Credits(string coin, string currency) => currency == coin || currency == Dollar;

    /// <summary>The user's wallets with one in the place of the one of its coin and network, or behind them all.</summary>
    public static UserStaticWallets With(UserStaticWallets all, StaticWallet wallet) => all.Find(wallet.Coin, wallet.Network) is null
        ? all with { Wallets = [.. all.Wallets, wallet] }
        : all with { Wallets = [.. all.Wallets.Select(one => one.Coin == wallet.Coin && one.Network == wallet.Network ? wallet : one)] };

    /// <summary>The wallet with the address that the provider gave; an address once given stays.</summary>
    public static StaticWallet Opened(StaticWallet wallet, string address, string providerId) =>
        wallet.Address is null ? wallet with { Address = address, ProviderId = providerId } : wallet;

    /// <summary>The wallet that takes no money any more; the first time stays.</summary>
    public static StaticWallet Blocked(StaticWallet wallet, DateTimeOffset now) =>
        wallet.BlockedAt is null ? wallet with { BlockedAt = now } : wallet;

    /// <summary>What to do with a payment, by the first rule that applies.</summary>
    /// <returns>What the user is credited; or why it is held; or neither where there is no money.</returns>
    public static (decimal? Credit, string? Why) Judge(StaticWallet wallet, StaticDeposit deposit)
    {
        if (deposit.State == StaticDepositState.NoMoney) return (null, null);
        if (deposit.State == StaticDepositState.Held) return (null, $"the provider keeps it back: {deposit.Word}");
        if (deposit.Coin != wallet.Coin) return (null, $"{deposit.Coin ?? "an unnamed coin"} came, and the wallet is in {wallet.Coin}");
        if (deposit.Network is { } network && !network.Equals(wallet.Network, StringComparison.OrdinalIgnoreCase))
            return (null, $"it came on {network}, and the wallet is on {wallet.Network}");
        if (wallet.BlockedAt is not null) return (null, "the wallet was blocked");
        var worth = wallet.Currency == wallet.Coin ? deposit.Amount : deposit.Dollars;
        return worth is { } amount && UserRules.IsAmount(amount)
            ? (amount, null)
            : (null, $"the provider does not say what it is worth in {wallet.Currency}");
    }

    /// <summary>The wallet with a payment that is held; the same instance where it is held already, null where there is no room.</summary>
    public static StaticWallet? WithHeld(StaticWallet wallet, StaticDeposit deposit, string why, DateTimeOffset now)
    {
        if (wallet.Held.Any(held => held.Deposit.Payment == deposit.Payment)) return wallet;
        return wallet.Held.Count >= MostHeld
            ? null
            : wallet with { Held = [.. wallet.Held, new HeldDeposit { Deposit = deposit, Reason = why, At = now }] };
    }

    /// <summary>The wallet without a payment that the provider has let go and that was credited.</summary>
    public static StaticWallet WithoutHeld(StaticWallet wallet, StaticDeposit deposit) =>
        wallet.Held.Any(held => held.Deposit.Payment == deposit.Payment)
            ? wallet with { Held = [.. wallet.Held.Where(held => held.Deposit.Payment != deposit.Payment)] }
            : wallet;
}
