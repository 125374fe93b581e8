namespace Payments.Providers.Common;

/// <summary>A charge to be made.</summary>
public sealed record ChargeOrder
{
    /// <summary>Our number of it, <see cref="Domain.Charges.ChargeReference"/>.</summary>
    public required string Reference { get; init; }

    /// <summary>The name of the way to pay.</summary>
    public required string Method { get; init; }

    /// <summary>Positive money.</summary>
    public required decimal Amount { get; init; }

    /// <summary>Its currency, upper case.</summary>
    public required string Currency { get; init; }

    /// <summary>The title that the payer reads.</summary>
    public required string Subject { get; init; }

    /// <summary>Until when it may be paid.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The present.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Where the provider sends its notices; absolute.</summary>
    public required string NotifyUrl { get; init; }

    /// <summary>Where the provider sends the payer afterwards; absolute, or null.</summary>
    public string? ReturnUrl { get; init; }

    /// <summary>The payer's network address, where a method wants it; null where it is not known.</summary>
    public string? PayerAddress { get; init; }

    /// <summary>The payer's id at the provider (WeChat's <c>openid</c>); null where a method needs none.</summary>
    public string? PayerId { get; init; }

    /// <summary>The coin that the payer pays with, where the payer chose one beforehand.</summary>
    public string? PayerCurrency { get; init; }

    /// <summary>The network of that coin, in the provider's word.</summary>
    public string? Network { get; init; }

    /// <summary>
    /// Whether its money is to be shared (<see cref="ISharesProfit"/>): the provider holds it back after the payment until it was.
    /// </summary>
    public bool IsShared { get; init; }
}

/// <summary>A charge that is asked for.</summary>
/// <param name="Reference">Our number of it.</param>
/// <param name="ProviderId">The provider's own id, where it is known.</param>
/// <param name="Amount">What was asked for.</param>
/// <param name="Currency">Its currency.</param>
/// <param name="Hints">What a payer's return brought, by name; empty where it brought nothing.</param>
public sealed record ChargeQuery(
    string Reference, string? ProviderId, decimal Amount, string Currency, IReadOnlyDictionary<string, string> Hints);
