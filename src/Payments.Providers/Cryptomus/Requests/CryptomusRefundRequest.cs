using Payments.Providers.Common;

namespace Payments.Providers.Cryptomus.Requests;

/// <summary>Returns a whole payment (<c>payment/refund</c>); parts cannot be returned.</summary>
public sealed record CryptomusRefundRequest : CryptomusRequest
{
    /// <summary>Cryptomus' id of the payment.</summary>
    public string? Uuid { get; init; }

    /// <summary>Our number of it.</summary>
    public string? OrderId { get; init; }

    /// <summary>Where the money goes.</summary>
    public required string Address { get; init; }

    /// <summary>Who pays the fee: true for the merchant's balance, false for the payer.</summary>
    public required bool IsSubtract { get; init; }

    internal override void Check(FieldFaults faults)
    {
        CryptomusReference.CheckEither(faults, Uuid, OrderId);
        RequireAddress(faults, Address);
    }
}

/// <summary>Asks for a webhook of a made-up payment (<c>test-webhook/…</c>), really signed.</summary>
public sealed record CryptomusTestWebhookRequest : CryptomusRequest
{
    /// <summary>Where it goes.</summary>
    public required string UrlCallback { get; init; }

    /// <summary>The coin.</summary>
    public required string Currency { get; init; }

    /// <summary>The network.</summary>
    public required string Network { get; init; }

    /// <summary>Cryptomus' id of a payment, or null.</summary>
    public string? Uuid { get; init; }

    /// <summary>Our number, at most 32 characters, or null.</summary>
    public string? OrderId { get; init; }

    /// <summary>The status that it says; Cryptomus takes <c>paid</c> when it is absent.</summary>
    public string? Status { get; init; }

    internal override void Check(FieldFaults faults)
    {
        faults.RequireUrl(UrlCallback, "url_callback", 6, 255);
        RequireCode(faults, Currency, "currency", isRequired: true);
        RequireCode(faults, Network, "network", isRequired: true);
        RequireOrderId(faults, OrderId, 32, isRequired: false);
        faults.Require(Uuid is null || Guid.TryParseExact(Uuid, "D", out _), "uuid", "a UUID");
        RequireCode(faults, Status, "status");
    }
}
