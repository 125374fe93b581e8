using Payments.Providers.Common;

namespace Payments.Providers.Cryptomus.Requests;

/// <summary>A static wallet to be made (<c>wallet</c>): an address that takes any number of payments.</summary>
public sealed record CryptomusWalletRequest : CryptomusRequest
{
    /// <summary>The coin.</summary>
    public required string Currency { get; init; }

    /// <summary>The network.</summary>
    public required string Network { get; init; }

    /// <summary>Our number of the wallet, 1 to 100 characters.</summary>
    public required string OrderId { get; init; }

    /// <summary>Where webhooks go.</summary>
    public string? UrlCallback { get; init; }

    /// <summary>A referral's code.</summary>
    public string? FromReferralCode { get; init; }

    internal override void Check(FieldFaults faults)
    {
        RequireCode(faults, Currency, "currency", isRequired: true);
        RequireCode(faults, Network, "network", isRequired: true);
        RequireOrderId(faults, OrderId, 100);
        faults.RequireUrl(UrlCallback, "url_callback", 6, 255);
    }
}

/// <summary>Blocks a static wallet (<c>wallet/block-address</c>).</summary>
public sealed record CryptomusBlockRequest : CryptomusRequest
{
    /// <summary>Cryptomus' id of the wallet.</summary>
    public string? Uuid { get; init; }

    /// <summary>Our number of it.</summary>
    public string? OrderId { get; init; }

    /// <summary>Whether later payments are returned to the address that was last refunded to.</summary>
    public bool? IsForceRefund { get; init; }

    internal override void Check(FieldFaults faults) => CryptomusReference.CheckEither(faults, Uuid, OrderId);
}

/// <summary>Returns what came to a blocked static wallet (<c>wallet/blocked-address-refund</c>); once only.</summary>
public sealed record CryptomusBlockedRefundRequest : CryptomusRequest
{
    /// <summary>Cryptomus' id of the wallet.</summary>
    public string? Uuid { get; init; }

    /// <summary>Our number of it.</summary>
    public string? OrderId { get; init; }

    /// <summary>Where the money goes.</summary>
    public required string Address { get; init; }

    internal override void Check(FieldFaults faults)
    {
        CryptomusReference.CheckEither(faults, Uuid, OrderId);
        RequireAddress(faults, Address);
    }
}

/// <summary>Asks for a QR code of an invoice's or wallet's address.</summary>
public sealed record CryptomusQrRequest : CryptomusRequest
{
    /// <summary>Cryptomus' id of an invoice, for <c>payment/qr</c>.</summary>
    public string? MerchantPaymentUuid { get; init; }

    /// <summary>Cryptomus' id of a wallet's address, for <c>wallet/qr</c>.</summary>
    public string? WalletAddressUuid { get; init; }

    internal override void Check(FieldFaults faults)
    {
        var (field, uuid) = WalletAddressUuid is null
            ? ("merchant_payment_uuid", MerchantPaymentUuid)
            : ("wallet_address_uuid", WalletAddressUuid);
        faults.Require(Guid.TryParseExact(uuid, "D", out _), field, "a UUID");
    }
}
