using System.Text.Json.Serialization;
using Payments.Providers.Common;

namespace Payments.Providers.Cryptomus.Requests;

/// <summary>An invoice to be made (<c>payment</c>). The same <see cref="OrderId"/> again gives the invoice that is there.</summary>
public sealed record CryptomusPaymentRequest : CryptomusRequest
{
    /// <summary>The price.</summary>
    [JsonConverter(typeof(DecimalTextConverter))] public required decimal Amount { get; init; }

    /// <summary>Its currency, fiat or coin.</summary>
    public required string Currency { get; init; }

    /// <summary>Our number, 1 to 128 of <c>[A-Za-z0-9_-]</c>.</summary>
    public required string OrderId { get; init; }

    /// <summary>The only network to pay on.</summary>
    public string? Network { get; init; }

    /// <summary>Where the payer may go back before paying, 6 to 255 characters.</summary>
    public string? UrlReturn { get; init; }

    /// <summary>Where the payer goes after paying, 6 to 255 characters.</summary>
    public string? UrlSuccess { get; init; }

    /// <summary>Where webhooks go, 6 to 255 characters.</summary>
    public string? UrlCallback { get; init; }

    /// <summary>Whether the rest may be paid after a part; Cryptomus takes true when it is absent.</summary>
    public bool? IsPaymentMultiple { get; init; }

    /// <summary>For how many seconds it may be paid: 300 to 43200; Cryptomus takes 3600 when it is absent.</summary>
    [JsonPropertyName("lifetime")] public int? LifetimeSeconds { get; init; }

    /// <summary>The coin to pay with.</summary>
    public string? ToCurrency { get; init; }

    /// <summary>The share of Cryptomus' fee that the payer pays, 0 to 100 percent.</summary>
    public int? Subtract { get; init; }

    /// <summary>By how many percent, 0 to 5, less may come and still count as paid.</summary>
    public decimal? AccuracyPaymentPercent { get; init; }

    /// <summary>A note of ours, at most 255 characters; it comes back in webhooks.</summary>
    public string? AdditionalData { get; init; }

    /// <summary>The only coins to pay with.</summary>
    public IReadOnlyList<CryptomusCoin>? Currencies { get; init; }

    /// <summary>Coins that may not be paid with.</summary>
    public IReadOnlyList<CryptomusCoin>? ExceptCurrencies { get; init; }

    /// <summary>The exchange whose rates are used.</summary>
    public string? CourseSource { get; init; }

    /// <summary>A referral's code.</summary>
    public string? FromReferralCode { get; init; }

    /// <summary>A discount (positive) or surcharge (negative), −99 to 100 percent.</summary>
    public int? DiscountPercent { get; init; }

    /// <summary>Whether an expired invoice of this number gets a new address and lifetime.</summary>
    public bool? IsRefresh { get; init; }

    internal override void Check(FieldFaults faults)
    {
        RequireAmount(faults, Amount);
        RequireCode(faults, Currency, "currency", isRequired: true);
        RequireOrderId(faults, OrderId, 128);
        RequireCode(faults, Network, "network");
        RequireCode(faults, ToCurrency, "to_currency");
        faults.RequireUrl(UrlReturn, "url_return", 6, 255);
        faults.RequireUrl(UrlSuccess, "url_success", 6, 255);
        faults.RequireUrl(UrlCallback, "url_callback", 6, 255);
        faults.Require(LifetimeSeconds is null or >= 300 and <= 43200, "lifetime", "300 to 43200 seconds");
        faults.Require(Subtract is null or >= 0 and <= 100, "subtract", "0 to 100");
        faults.Require(AccuracyPaymentPercent is null or >= 0 and <= 5, "accuracy_payment_percent", "0 to 5");
        faults.RequireLength(AdditionalData, "additional_data", 0, 255);
        faults.Require(DiscountPercent is null or >= -99 and <= 100, "discount_percent", "-99 to 100");
        foreach (var coin in Currencies ?? []) RequireCode(faults, coin.Currency, "currencies", isRequired: true);
        foreach (var coin in ExceptCurrencies ?? []) RequireCode(faults, coin.Currency, "except_currencies", isRequired: true);
    }
}

/// <summary>A coin, on one network or on all.</summary>
/// <param name="Currency">The coin.</param>
/// <param name="Network">The network; null for all.</param>
public sealed record CryptomusCoin(string Currency, string? Network = null);
