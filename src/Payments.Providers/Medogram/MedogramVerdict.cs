namespace Payments.Providers.Medogram;

/// <summary>What a verification means for the order that it is about.</summary>
public enum MedogramOutcome
{
    /// <summary>Paid, exactly what was asked for.</summary>
    Paid,

    /// <summary>Not paid, or not yet, or not under these numbers.</summary>
    NotPaid,

    /// <summary>The gateway refuses to say: the account's key is wrong, or the number of the error is not known.</summary>
    Refused,

    /// <summary>It was paid and does not fit the order: a person decides, and nothing is credited.</summary>
    Mismatch,

    /// <summary>The answer tells nothing: ask again.</summary>
    Unknown,
}

/// <summary>What the order expects of a verification.</summary>
/// <param name="AmountRials">The price in rials.</param>
/// <param name="FactorId">Our number, as it was sent.</param>
/// <param name="IsBound">Whether the gateway gave the verified <c>id_get</c> to this very order.</param>
public sealed record MedogramExpectation(long AmountRials, string FactorId, bool IsBound);

/// <summary>
/// The rules by which a payment counts. The verification alone proves it: the payer's return does not. Status 11 says that it was verified
/// before; where the order was not credited yet, our earlier answer was lost, so it counts like 1. The caller credits an order once.
/// </summary>
/// <param name="Outcome">What it means.</param>
/// <param name="Reason">Why, in words for an operator.</param>
public sealed record MedogramVerdict(MedogramOutcome Outcome, string Reason)
{
    private const long Verified = 1;
    private const long VerifiedBefore = 11;

    /// <summary>Decides by the first rule that applies.</summary>
    /// <param name="answer">What the gateway said.</param>
    /// <param name="expected">What the order expects.</param>
    public static MedogramVerdict Of(MedogramText answer, MedogramExpectation expected)
    {
        if (answer.Fields is not null) return OfObject(answer, expected);
        return answer.Number switch
        {
            null or 0 => new MedogramVerdict(MedogramOutcome.Unknown, "the answer tells nothing"),
            < 0 and var error => OfError(error),
            var amount when amount == expected.AmountRials => new MedogramVerdict(MedogramOutcome.Paid, "the amount was confirmed"),
            Verified or VerifiedBefore when expected.IsBound =>
                new MedogramVerdict(MedogramOutcome.Paid, "verified without an amount; the payment was begun for this order"),
            Verified or VerifiedBefore =>
                new MedogramVerdict(MedogramOutcome.Mismatch, "verified without an amount; the payment was not begun for this order"),
            var other => new MedogramVerdict(MedogramOutcome.Mismatch, $"{other} rials were paid, not {expected.AmountRials}"),
        };
    }

    private static MedogramVerdict OfObject(MedogramText answer, MedogramExpectation expected)
    {
        if (answer.Whole("status") is not { } status) return new MedogramVerdict(MedogramOutcome.Unknown, "the answer has no status");
        if (status < 0) return OfError(status);
        if (status is not (Verified or VerifiedBefore))
            return new MedogramVerdict(MedogramOutcome.Unknown, $"the status {status} is not known");
        if (answer.Whole("amount") is not { } amount)
            return new MedogramVerdict(MedogramOutcome.Mismatch, "verified, and no amount is said");
        if (amount != expected.AmountRials)
            return new MedogramVerdict(MedogramOutcome.Mismatch, $"{amount} rials were paid, not {expected.AmountRials}");
        if (answer.Text("factorId") is not { } factor)
            return new MedogramVerdict(MedogramOutcome.Mismatch, "verified, and no factorId is said");
        if (factor != expected.FactorId) return new MedogramVerdict(MedogramOutcome.Mismatch, "the payment is of another factorId");
        return new MedogramVerdict(MedogramOutcome.Paid, status == Verified ? "verified" : "verified before");
    }

    /// <summary>
    /// Numbers that the payer's return brought may be made up: that the gateway does not know them says that they prove no payment.
    /// </summary>
    private static MedogramVerdict OfError(long error) =>
        new(MedogramErrors.IsAboutThePayment(error) ? MedogramOutcome.NotPaid : MedogramOutcome.Refused, MedogramErrors.OfVerify(error));
}
