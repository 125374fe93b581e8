namespace Payments.Domain.Users;

/// <summary>What a rule decided.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Wallet">The wallet afterwards; the same instance where nothing changed.</param>
/// <param name="Entry">The entry that was asked for, where it was made.</param>
public sealed record UserDecision(UserOutcome Outcome, UserWallet Wallet, UserEntry? Entry = null);
