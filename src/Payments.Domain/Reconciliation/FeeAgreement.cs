namespace Payments.Domain.Reconciliation;

/// <summary>
/// What an operator agreed on with a provider. Providers round each fee to their currency's smallest unit, up or down, so that a fee may be
/// off by <see cref="Rounding"/>.
/// </summary>
/// <param name="Percent">The fee in percent of the payment; null where nothing is known, and only impossible fees are told.</param>
public sealed record FeeAgreement(decimal? Percent)
{
    /// <summary>What a fee may be off, in whole units of its currency.</summary>
    public const decimal Rounding = 0.01m;

    /// <summary>Nothing is known.</summary>
    public static FeeAgreement Unknown { get; } = new((decimal?)null);

    /// <summary>
    /// Whether a payment's fee is what was agreed on; without an agreement, whether it is possible: not below 0, not above the payment.
    /// </summary>
    public bool Allows(decimal fee, decimal amount) => Percent is { } percent
        ? Math.Abs(fee - amount * percent / 100) <= Rounding
        : fee >= 0 && fee <= amount;
}
