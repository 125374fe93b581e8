namespace Payments.Domain.Merchants;

/// <summary>What becomes of a change to wallets.</summary>
/// <param name="Verdict">The outcome.</param>
/// <param name="Merchant">The merchant afterwards; the same instance unless <see cref="WalletVerdict.Changed"/>.</param>
/// <param name="Wallet">The wallet in question, where there is one: as it is now, or as it was before removal.</param>
public readonly record struct WalletDecision(WalletVerdict Verdict, Merchant Merchant, Wallet? Wallet);
