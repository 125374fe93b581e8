namespace Payments.Providers.Common;

/// <summary>Money to be returned, or that was.</summary>
/// <param name="Number">Our number of the refund, the same for every try of it.</param>
/// <param name="Charge">The charge that it returns.</param>
/// <param name="Amount">How much, in the charge's currency.</param>
/// <param name="Reason">Why, for the payer; null for no word.</param>
/// <param name="NotifyUrl">Where the provider sends notices of it; null for nowhere.</param>
/// <param name="ToAddress">
/// Where the money goes, for providers that return it to an address on a chain; null for where it came from.
/// </param>
public sealed record RefundOrder(string Number, ChargeQuery Charge, decimal Amount, string? Reason, string? NotifyUrl, string? ToAddress)
{
    /// <summary>
    /// What receivers of shares give back with it, the same for every try; for providers whose terms say
    /// <see cref="Domain.Sharing.ShareTerms.ReturnsWithRefund"/>, none for others.
    /// </summary>
    public IReadOnlyList<SharePart> Backs { get; init; } = [];
}

/// <summary>Where a refund stands at its provider.</summary>
public enum RefundState
{
    /// <summary>Taken on, not done.</summary>
    Processing,

    /// <summary>The money is with the payer.</summary>
    Done,

    /// <summary>It did not happen and will not by itself.</summary>
    Failed,
}

/// <summary>A provider's answer about a refund.</summary>
/// <param name="Outcome">How the call ended.</param>
/// <param name="State">Where the refund stands; set where <see cref="ProviderOutcome.Done"/>.</param>
/// <param name="ProviderId">The provider's own id of it.</param>
/// <param name="Reason">Why, where it was not done.</param>
public sealed record RefundAnswer(ProviderOutcome Outcome, RefundState? State, string? ProviderId, string? Reason);

/// <summary>One line of a provider's list of a day.</summary>
/// <param name="Reference">Our number of the charge or refund; as it stands there, so it may be somebody else's.</param>
/// <param name="ProviderId">The provider's id.</param>
/// <param name="IsRefund">Whether money went back.</param>
/// <param name="Amount">How much, positive.</param>
/// <param name="Currency">Its currency.</param>
/// <param name="Fee">The provider's fee, or null where it is not said.</param>
/// <param name="IsPaid">Whether money moved; false for lines of charges that ended unpaid.</param>
/// <param name="At">When.</param>
/// <param name="Word">The provider's word for the state.</param>
public sealed record StatementLine(
    string Reference, string ProviderId, bool IsRefund, decimal Amount, string Currency, decimal? Fee, bool IsPaid, DateTimeOffset At,
    string Word)
{
    /// <summary>Our number of the payment that a refund returns; null for payments, and where the statement does not say it.</summary>
    public string? Payment { get; init; }
}

/// <summary>A provider's list could not be had.</summary>
public sealed class ProviderUnavailableException(string message) : Exception(message);
