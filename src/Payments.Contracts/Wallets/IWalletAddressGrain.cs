using Orleans;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;

namespace Payments.Contracts.Wallets;

/// <summary>Key <c>adr-{chain}-{address}</c>. Knows which open order owns which exact amount at one address.</summary>
[Alias("wallet-address-grain")]
public interface IWalletAddressGrain : IGrainWithStringKey
{
    /// <summary>
    /// Gives the address to a merchant that is about to store a wallet in a token with it, and makes it known to the chain's watcher. Durable;
    /// repeating it changes nothing. False when it is another merchant's, which uses it or still waits for money there, or one that an extended key gives to orders.
    /// </summary>
    [Alias("register")]
    Task<bool> RegisterAsync(MerchantId merchant, string token);

    /// <summary>Gives the address, derived from an extended key, to an order alone, and makes it known to the chain's watcher. Durable; false when it is not free.</summary>
    [Alias("take")]
    Task<bool> TakeAsync(TakeAddress command);

    /// <summary>Whose it is and what happens here, or null for an address that nobody ever registered.</summary>
    [Alias("get-status"), Repeatable]
    Task<AddressStatus?> GetStatusAsync();

    /// <summary>An operator's word: gives the address to another merchant, or to nobody. Durable; null for an address that nobody ever registered.</summary>
    /// <remarks>Orders that were quoted this address before keep what they reserved.</remarks>
    [Alias("move"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<AddressStatus?> MoveAsync(MerchantId? owner);

    /// <summary>Proposes the first free amount from the wished one upwards, to orders of the address's owner only.</summary>
    /// <remarks>The order's row in the database decides; an order that lost there asks again and names the amount as taken.</remarks>
    [Alias("reserve")]
    Task<ReserveResult> ReserveAsync(ReserveAmount command);

    /// <summary>Takes back an amount that was proposed to an order and that its row does not name.</summary>
    [Alias("withdraw")]
    Task WithdrawAsync(OrderId order, string token, UInt128 units);

    /// <summary>
    /// Counts a payer of a network who turns away from an amount here. Null where that may be; else the time until payers of the network
    /// may
    /// again, and nothing was counted. At an order's own address, where nothing is held for who turns, all may.
    /// </summary>
    [Alias("count-change")]
    Task<TimeSpan?> CountChangeAsync(string network);

    /// <summary>Keeps an amount for an order that moved on to another quote, until the time it was reserved for. Durable.</summary>
    /// <remarks>
    /// False where the address's row holds as many as it may: then the amount is held until the grain ends, and what is paid in it later is
    /// unmatched and meant for the order.
    /// </remarks>
    [Alias("hold")]
    Task<bool> HoldAsync(HoldAmount command);

    /// <summary>Frees what an order has reserved here.</summary>
    [Alias("release")]
    Task ReleaseAsync(OrderId order);

    /// <summary>Tells for each transfer whose it is; those of nobody are stored as unmatched before it answers.</summary>
    [Alias("match")]
    Task<IReadOnlyList<MatchResult>> MatchAsync(IReadOnlyList<Transfer> transfers);

    /// <summary>Tells for each transfer that waits for a block whose it is. It stays that order's whenever the block comes, while the order holds its amount.</summary>
    [Alias("sight")]
    Task<IReadOnlyList<MatchResult>> SightAsync(IReadOnlyList<Sighting> sightings);

    /// <summary>
    /// Gives an unmatched transfer of the token that the order quoted to the order, for good; a transfer of another token, or to an
    /// address that is not this merchant's, is left alone.
    /// </summary>
    [Alias("claim")]
    Task<ClaimResult> ClaimUnmatchedAsync(TransferId transfer, OrderId order, string token, MerchantId merchant);
}
