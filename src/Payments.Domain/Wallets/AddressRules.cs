using Payments.Domain.Identity;

namespace Payments.Domain.Wallets;

/// <summary>Whose an address is: the first merchant's that registers it. A rule that changes nothing gives the same instance back.</summary>
public static class AddressRules
{
    /// <summary>
    /// How long a claim alone holds an address. The address is claimed before its wallet is stored, so for a while nothing else shows the
    /// claim; the time is far longer than any write may take.
    /// </summary>
    public static readonly TimeSpan ClaimTime = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Amounts that an address's row holds for payers who turned to another coin. Each of them writes it anew, and whoever sees a cashier's
    /// page may turn: beyond this an amount is held in memory alone. How often one order may turn is
    /// <see cref="Orders.OrderRules.QuoteLimit"/>.
    /// </summary>
    public const int HeldLimit = 1000;

    /// <summary>A claim that is repeated sooner than this needs no write of its own.</summary>
    public static readonly TimeSpan ClaimRenewal = TimeSpan.FromMinutes(1);

    /// <summary>Whether a merchant's claim must be refused unless the owner is found to have left.</summary>
    public static bool IsAnothers(WatchedAddress address, MerchantId merchant) => address.Owner is { } owner && owner != merchant;

    /// <summary>Whether the last claim is so old that the owner's stored wallets say all.</summary>
    public static bool HasSettled(WatchedAddress address, DateTimeOffset now) => address.ClaimedAt is not { } claimed || now - claimed >= ClaimTime;

    /// <summary>Gives the address to a merchant that adds a wallet with it, in the chain's coin or in a token.</summary>
    public static WatchedAddress Claim(WatchedAddress address, MerchantId merchant, bool inCoin, DateTimeOffset now)
    {
        var claimed = address.Owner == merchant && now - address.ClaimedAt < ClaimRenewal ? address : address with { Owner = merchant, ClaimedAt = now };
        return inCoin && claimed.TakesCoin is false ? claimed with { TakesCoin = true } : claimed;
    }

    /// <summary>Holds an amount in the row; the same instance where that holds as many as it may.</summary>
    /// <param name="address">The address.</param>
    /// <param name="held">The amount, in place of what is held of the same.</param>
    /// <param name="isPaidFor">
    /// Whether a payment brought it about, so that money bounds how often that happens: such an amount always has its place.
    /// </param>
    /// <param name="now">The present: amounts whose time is over are dropped.</param>
    public static WatchedAddress Hold(WatchedAddress address, HeldAmount held, bool isPaidFor, DateTimeOffset now)
    {
        HeldAmount[] kept = [.. address.Held.Where(other => other.Until >= now && (other.Order, other.Token, other.Units) != (held.Order, held.Token, held.Units)), held];
        return kept.Length > HeldLimit && !isPaidFor ? address : address with { Held = kept };
    }

    /// <summary>Gives the address to another merchant, or to nobody, as an operator decides.</summary>
    public static WatchedAddress Move(WatchedAddress address, MerchantId? merchant, DateTimeOffset now) =>
        address.Owner == merchant ? address : address with { Owner = merchant, ClaimedAt = merchant is null ? null : now };
}
