using Orleans;
using Orleans.Concurrency;
using Payments.Domain.Identity;
using Payments.Domain.StaticWallets;

namespace Payments.Contracts.StaticWallets;

/// <summary>
/// Key <c>stw-{user}</c>. One end user's addresses at a provider, one in each coin and network; what comes there is credited to that user,
/// each payment once.
/// </summary>
[Alias("static-wallet-grain")]
public interface IStaticWalletGrain : IGrainWithStringKey
{
    /// <summary>The wallets as they are stored; null where nobody asked for one.</summary>
    [Alias("get"), AlwaysInterleave, Repeatable]
    Task<UserStaticWallets?> GetAsync();

    /// <summary>Gives the wallet that is there, or makes it: stored before the provider hears of it, so that it is made once.</summary>
    [Alias("open"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<StaticWalletResult> OpenAsync(OpenStaticWallet command);

    /// <summary>
    /// Takes what the provider says of a payment: credits it, or holds it for a person. Durable when it is answered; the same payment again
    /// changes nothing.
    /// </summary>
    /// <param name="deposit">The payment.</param>
    /// <param name="owner">Whose account it came to; null for the installation's.</param>
    [Alias("take"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<StaticDepositOutcome> TakeAsync(StaticDeposit deposit, MerchantId? owner);

    /// <summary>
    /// Credits the user with a held or dismissed payment, as the merchant decided. Its key is the payment's, so it is credited once, by
    /// whomever; durable when it is answered.
    /// </summary>
    [Alias("settle"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<HeldDepositResult> SettleAsync(SettleHeldDeposit command);

    /// <summary>
    /// Takes a held payment for none of the user's, as the merchant decided. The same payment is not held again, unless the provider had
    /// kept it back and lets it go.
    /// </summary>
    /// <param name="digest">The payment's digest.</param>
    /// <param name="reason">Why, at most <see cref="Domain.Orders.OrderRules.ReasonLimit"/> characters.</param>
    [Alias("dismiss"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<HeldDepositResult> DismissAsync(string digest, string reason);

    /// <summary>Has the provider block the address. What comes afterwards is held.</summary>
    [Alias("block"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<StaticWalletResult> BlockAsync(string coin, string network);
}
