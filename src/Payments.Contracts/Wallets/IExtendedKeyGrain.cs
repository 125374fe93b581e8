using Orleans;
using Orleans.Concurrency;
using Payments.Domain.Identity;
using Payments.Domain.Wallets;

namespace Payments.Contracts.Wallets;

/// <summary>Key <c>xpk-{chain}-{id}</c>. Whose an extended key is, and which of its addresses an order gets.</summary>
[Alias("extended-key-grain")]
public interface IExtendedKeyGrain : IGrainWithStringKey
{
    /// <summary>Gives the key to a merchant that is about to store a wallet with it. Durable; repeating it changes nothing. False when it is another merchant's.</summary>
    [Alias("register")]
    Task<bool> RegisterAsync(ExtendedKey key, MerchantId merchant);

    /// <summary>Whose it is and how far its addresses are used, or null for a key that nobody ever registered.</summary>
    [Alias("get-status"), AlwaysInterleave, Repeatable]
    Task<ExtendedKeyStatus?> GetStatusAsync();

    /// <summary>An operator's word: gives the key to another merchant, or to nobody. Durable; null for a key that nobody ever registered.</summary>
    /// <remarks>Addresses that were given to orders stay with them and with their owner.</remarks>
    [Alias("move"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<ExtendedKeyStatus?> MoveAsync(MerchantId? owner);

    /// <summary>Gives an order of the key's owner an address that no other open order has: the one it had before, else a fresh one, or one that
    /// was left unpaid where fresh ones would lie beyond the gap limit. Watched and stored before it answers.</summary>
    [Alias("allot"), AlwaysInterleave]
    Task<AllotResult> AllotAsync(AllotAddress command);
}
