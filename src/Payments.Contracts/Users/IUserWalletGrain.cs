using Orleans;
using Orleans.Concurrency;
using Payments.Contracts.Alarms;
using Payments.Domain.Users;

namespace Payments.Contracts.Users;

/// <summary>
/// Key <c>usr-{merchant}-{user}</c>. An end user's wallet: his balances in all currencies, and the ledger that explains them. A change
/// is durable when it is answered. Asking again with the same key and content gives the same entry, whatever happened since; with other
/// content it is refused.
/// </summary>
[Alias("user-wallet-grain")]
public interface IUserWalletGrain : IWakeable
{
    /// <summary>The wallet as it is stored, without the entries of its last change; null where it never had one.</summary>
    [Alias("get"), AlwaysInterleave, Repeatable]
    Task<UserWallet?> GetAsync();

    /// <summary>Money comes in.</summary>
    [Alias("credit"), Repeatable]
    Task<UserResult> CreditAsync(UserCredit credit);

    /// <summary>Money is spent.</summary>
    [Alias("debit"), Repeatable]
    Task<UserResult> DebitAsync(UserSpend debit);

    /// <summary>Money is set aside.</summary>
    [Alias("hold"), Repeatable]
    Task<UserResult> HoldAsync(UserSpend hold);

    /// <summary>Held money is spent.</summary>
    [Alias("capture"), Repeatable]
    Task<UserResult> CaptureAsync(UserChange capture);

    /// <summary>Held money is let go.</summary>
    [Alias("release"), Repeatable]
    Task<UserResult> ReleaseAsync(UserChange release);

    /// <summary>A credit is taken back, or a debit or capture given back.</summary>
    [Alias("reverse"), Repeatable]
    Task<UserResult> ReverseAsync(UserChange reversal);
}
