using System.Text.Json.Serialization;
using Payments.Providers.Common;

namespace Payments.Providers.Cryptomus.Requests;

/// <summary>Pays money out of the balance (<c>payout</c>), under the payout key. The same <see cref="OrderId"/> is paid once.</summary>
public sealed record CryptomusPayoutRequest : CryptomusRequest
{
    /// <summary>How much.</summary>
    [JsonConverter(typeof(DecimalTextConverter))] public required decimal Amount { get; init; }

    /// <summary>Its currency.</summary>
    public required string Currency { get; init; }

    /// <summary>Our number, 1 to 100 characters.</summary>
    public required string OrderId { get; init; }

    /// <summary>Where the money goes.</summary>
    public required string Address { get; init; }

    /// <summary>Who pays the fee: true for the merchant's balance, false for the receiver.</summary>
    public required bool IsSubtract { get; init; }

    /// <summary>The network.</summary>
    public required string Network { get; init; }

    /// <summary>Where webhooks go.</summary>
    public string? UrlCallback { get; init; }

    /// <summary>The coin that the receiver gets.</summary>
    public string? ToCurrency { get; init; }

    /// <summary>The coin of the balance to pay from.</summary>
    public string? FromCurrency { get; init; }

    /// <summary>The exchange whose rates are used.</summary>
    public string? CourseSource { get; init; }

    /// <summary><c>recommended</c>, <c>economy</c>, <c>high</c> or <c>highest</c>: the network's fee.</summary>
    public string? Priority { get; init; }

    /// <summary>The receiver's memo on TON, at most 30 characters.</summary>
    public string? Memo { get; init; }

    internal override void Check(FieldFaults faults)
    {
        RequireAmount(faults, Amount);
        RequireCode(faults, Currency, "currency", isRequired: true);
        RequireOrderId(faults, OrderId, 100);
        RequireAddress(faults, Address);
        RequireCode(faults, Network, "network", isRequired: true);
        RequireCode(faults, ToCurrency, "to_currency");
        RequireCode(faults, FromCurrency, "from_currency");
        faults.RequireUrl(UrlCallback, "url_callback", 6, 255);
        RequireCode(faults, Priority, "priority");
        faults.RequireLength(Memo, "memo", 1, 30);
    }
}
