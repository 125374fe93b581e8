using Payments.Domain.Money;
using Payments.Domain.Users;

namespace Payments.Domain.StaticWallets;

/// <summary>What a payment to a static wallet is worth to its user, and what is held for a person.</summary>
public static class StaticWalletRules
{
    /// <summary>Wallets of one user at most.</summary>
    public const int MostWallets = 32;

    /// <summary>Payments that wait for a person, of one wallet; when full, the provider is told to send again.</summary>
    public const int MostHeld = 50;

    /// <summary>Dismissed payments that a wallet keeps itself; beyond it the oldest are kept by the database alone.</summary>
    public const int MostDismissed = 50;

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
    /// <param name="wallet">The wallet.</param>
    /// <param name="deposit">The payment.</param>
    /// <param name="earlier">Its dismissal, where that has left the wallet.</param>
    /// <returns>What the user is credited; or why it is held; or neither where there is no money.</returns>
    public static (decimal? Credit, string? Why) Judge(StaticWallet wallet, StaticDeposit deposit, DismissedDeposit? earlier = null)
    {
        if (deposit.State == StaticDepositState.NoMoney) return (null, null);
        if (deposit.State == StaticDepositState.Held) return (null, $"the provider keeps it back: {deposit.Word}");
        if ((DismissedOf(wallet, deposit) ?? earlier) is not null) return (null, "it was dismissed, and the provider has let it go since");
        if (deposit.Coin != wallet.Coin) return (null, $"{deposit.Coin ?? "an unnamed coin"} came, and the wallet is in {wallet.Coin}");
        if (deposit.Network is { } network && !network.Equals(wallet.Network, StringComparison.OrdinalIgnoreCase))
            return (null, $"it came on {network}, and the wallet is on {wallet.Network}");
        if (wallet.BlockedAt is not null) return (null, "the wallet was blocked");
        return WorthOf(wallet, deposit) is { } amount
            ? (amount, null)
            : (null, $"the provider does not say what it is worth in {wallet.Currency}");
    }

    /// <summary>What a payment is worth to the user by the provider's word; null where that does not say.</summary>
    public static decimal? WorthOf(StaticWallet wallet, StaticDeposit deposit)
    {
        if (deposit.State == StaticDepositState.NoMoney) return null;
        var worth = wallet.Currency == deposit.Coin ? deposit.Amount : wallet.Currency == Dollar ? deposit.Dollars : null;
        return worth is { } amount && UserRules.IsAmount(amount) ? amount : null;
    }

    /// <summary>
    /// The wallet with a payment that is held; the same instance where it is held already, or was dismissed as it is, null where there is
    /// no room.
    /// </summary>
    /// <param name="wallet">The wallet.</param>
    /// <param name="deposit">The payment.</param>
    /// <param name="why">Why it is not credited.</param>
    /// <param name="now">The present.</param>
    /// <param name="earlier">As for <see cref="Judge"/>.</param>
    public static StaticWallet? WithHeld(
        StaticWallet wallet, StaticDeposit deposit, string why, DateTimeOffset now, DismissedDeposit? earlier = null)
    {
        if (wallet.Held.Any(held => held.Deposit.Payment == deposit.Payment)) return Refreshed(wallet, deposit, why);
        if ((DismissedOf(wallet, deposit) ?? earlier) is { } dismissed && !IsLetGo(dismissed, deposit)) return wallet;
        return wallet.Held.Count >= MostHeld
            ? null
            : WithoutHeld(wallet, deposit) with { Held = [.. wallet.Held, new HeldDeposit { Deposit = deposit, Reason = why, At = now }] };
    }

    /// <summary>
    /// The wallet with what was said last of a payment that it holds: that no money is there after all, for example. The same instance
    /// where that is nothing new, or the payment is not held.
    /// </summary>
    public static StaticWallet Refreshed(StaticWallet wallet, StaticDeposit deposit, string why)
    {
        var isNew = wallet.Held.Any(held => held.Deposit.Payment == deposit.Payment &&
            held.Deposit with { Unknown = null } != deposit with { Unknown = null });
        return !isNew
            ? wallet
            : wallet with
            {
                Held = [.. wallet.Held.Select(held => held.Deposit.Payment == deposit.Payment
                    ? held with { Deposit = deposit, Reason = why }
                    : held)],
            };
    }

    /// <summary>The wallet without a payment that was credited; the same instance where it is neither held nor dismissed.</summary>
    public static StaticWallet WithoutHeld(StaticWallet wallet, StaticDeposit deposit)
    {
        var held = wallet.Held.Where(one => one.Deposit.Payment != deposit.Payment).ToArray();
        var dismissed = wallet.Dismissed.Where(one => one.Held.Deposit.Payment != deposit.Payment).ToArray();
        return held.Length == wallet.Held.Count && dismissed.Length == wallet.Dismissed.Count
            ? wallet
            : wallet with { Held = held, Dismissed = dismissed };
    }

    /// <summary>The wallet with a held payment among the dismissed ones, and those that leave it for that.</summary>
    public static (StaticWallet Wallet, IReadOnlyList<DismissedDeposit> Leaving) WithDismissed(
        StaticWallet wallet, HeldDeposit held, string reason, DateTimeOffset now)
    {
        var without = WithoutHeld(wallet, held.Deposit);
        DismissedDeposit[] all = [.. without.Dismissed, new DismissedDeposit { Held = held, Reason = reason, At = now }];
        return (without with { Dismissed = [.. all.TakeLast(MostDismissed)] }, [.. all.SkipLast(MostDismissed)]);
    }

    /// <summary>The wallet that a held or dismissed payment came to, and the payment; null where there is none.</summary>
    /// <param name="all">The user's wallets.</param>
    /// <param name="digest">The payment's digest.</param>
    public static (StaticWallet Wallet, HeldDeposit Held)? Find(UserStaticWallets all, string digest)
    {
        foreach (var wallet in all.Wallets)
            foreach (var held in wallet.Held.Concat(wallet.Dismissed.Select(dismissed => dismissed.Held)))
                if (held.Deposit.Digest == digest) return (wallet, held);
        return null;
    }

    /// <summary>A payment among the dismissed ones; null where it is not.</summary>
    public static DismissedDeposit? DismissedOf(StaticWallet wallet, StaticDeposit deposit) =>
        wallet.Dismissed.FirstOrDefault(dismissed => dismissed.Held.Deposit.Payment == deposit.Payment);

    /// <summary>What the user's statement says of a payment, with the merchant's reason where it was settled by hand.</summary>
    public static string TextOf(StaticWallet wallet, StaticDeposit deposit, string? reason)
    {
        var came = deposit.Amount is { } amount ? $"{PlainDecimal.Format(amount)} " : "";
        var what = $"{came}{deposit.Coin ?? wallet.Coin} on {deposit.Network ?? wallet.Network}, {deposit.Transaction ?? deposit.Payment}";
        var text = reason is null ? what : $"{reason} ({what})";
        return text.Length <= UserRules.TextLimit ? text : text[..UserRules.TextLimit];
    }

    /// <summary>A dismissal is about what was known: money that the provider lets go afterwards is for a person again.</summary>
    private static bool IsLetGo(DismissedDeposit dismissed, StaticDeposit deposit) =>
        dismissed.Held.Deposit.State == StaticDepositState.Held && deposit.State == StaticDepositState.Paid;
}
