namespace Payments.Http.Cashier;

/// <summary>The coins that the payer may choose.</summary>
/// <param name="Coins">Empty where there is nothing to choose: one coin only, or a payment was seen.</param>
internal sealed record HeadlessCoins(IReadOnlyList<HeadlessCoin> Coins);

/// <summary>A coin that the payer may choose, with what helps to choose it.</summary>
/// <param name="Wallet">The merchant's wallet, sent back to choose it.</param>
/// <param name="Chain">The chain's name in the configuration.</param>
/// <param name="ChainName">The chain as people call it.</param>
/// <param name="Token">The token's symbol.</param>
/// <param name="IsChosen">Whether it is the one on show.</param>
/// <param name="Fee">What the network usually charges for a payment, in <paramref name="FeeCoin"/>; null where not known.</param>
/// <param name="FeeCoin">The chain's coin; null where nothing is known of the chain.</param>
/// <param name="SecondsToFinal">How long a payment takes until it is final, in whole seconds; null where that is not known.</param>
/// <param name="IsDelayed">Whether no node of the chain has answered lately: payments are seen later.</param>
internal sealed record HeadlessCoin(
    string Wallet, string Chain, string ChainName, string Token, bool IsChosen, string? Fee, string? FeeCoin, long? SecondsToFinal,
    bool IsDelayed)
{
    public static HeadlessCoin Of(CashierMethod method, CashierHint? hint) => new(
        method.Wallet, method.Chain, method.ChainName, method.Token, method.IsChosen, hint?.Fee, hint?.FeeCoin,
        hint?.ToFinal is { } time ? (long)Math.Ceiling(time.TotalSeconds) : null, hint?.IsDelayed ?? false);
}

/// <summary>A refusal.</summary>
/// <param name="Error">The field and what was expected of it.</param>
internal sealed record HeadlessError(string Error);
