namespace Payments.Providers.Common;

/// <summary>A provider that lists what it did with an account's money beside payments and refunds.</summary>
public interface IListsFunds
{
    /// <summary>The payouts and shares of a day of the provider's clock, streamed.</summary>
    /// <exception cref="ProviderUnavailableException">The list could not be had, or not whole.</exception>
    IAsyncEnumerable<FundLine> FundsAsync(ProviderAccount account, DateOnly day, CancellationToken cancellationToken);
}

/// <summary>One movement of an account's money.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">The provider's number of the payment that a share is of; of a payout its own.</param>
/// <param name="Amount">How much left the account; negative for a share that was given back.</param>
/// <param name="Currency">Its currency.</param>
public sealed record FundLine(FundKind Kind, string Number, decimal Amount, string Currency);

/// <summary>What a movement of money is.</summary>
public enum FundKind
{
    /// <summary>The provider paid the account's owner.</summary>
    Payout,

    /// <summary>A receiver got a share of a payment, or gave it back.</summary>
    Share,
}
