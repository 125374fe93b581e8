using Orleans;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;

namespace Payments.Contracts.Wallets;

/// <summary>Key <c>adr-{chain}-{address}</c>. Knows which open order owns which exact amount at one address.</summary>
[Alias("wallet-address-grain")]
public interface IWalletAddressGrain : IGrainWithStringKey
{
    /// <summary>Makes the address known to the chain's watcher. Durable; repeating it changes nothing.</summary>
    [Alias("watch")]
    Task WatchAsync();

    /// <summary>Proposes the first free amount from the wished one upwards; null when all within the limit are taken.</summary>
    /// <remarks>The order's row in the database decides; an order that lost there asks again and names the amount as taken.</remarks>
    [Alias("reserve")]
    Task<UInt128?> ReserveAsync(ReserveAmount command);

    /// <summary>Keeps an amount for an order that moved on to another quote, until the time it was reserved for. Durable.</summary>
    [Alias("hold")]
    Task HoldAsync(HoldAmount command);

    /// <summary>Frees what an order has reserved here.</summary>
    [Alias("release")]
    Task ReleaseAsync(OrderId order);

    /// <summary>Tells for each transfer whose it is; those of nobody are stored as unmatched before it answers.</summary>
    [Alias("match")]
    Task<IReadOnlyList<MatchResult>> MatchAsync(IReadOnlyList<Transfer> transfers);

    /// <summary>Gives an unmatched transfer of the token that the order quoted to the order, for good; a transfer of another token is left alone.</summary>
    [Alias("claim")]
    Task<ClaimResult> ClaimUnmatchedAsync(TransferId transfer, OrderId order, string token);
}
