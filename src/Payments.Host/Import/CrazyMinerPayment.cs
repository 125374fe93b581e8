using Payments.Domain.Charges;
using Payments.Domain.Identity;
using Payments.Http.Faces.CrazyMiner;

namespace Payments.Host.Import;

/// <summary>A payment of an old CrazyMiner installation (<c>CrazyMinerPayment</c>).</summary>
internal sealed record CrazyMinerPayment
{
    /// <summary>Its id, by which clients go on asking for it.</summary>
    public required Guid Id { get; init; }

    /// <summary>The order that it becomes.</summary>
    public OrderId Order => OrderId.From(Id.ToString("N"));

    /// <summary>The key of its user.</summary>
    public required string User { get; init; }

    /// <summary>How much, in the installation's money.</summary>
    public required decimal Amount { get; init; }

    /// <summary><c>wallet_charge</c> or <c>service_payment</c>.</summary>
    public required string Type { get; init; }

    /// <summary>One of the document's five words.</summary>
    public required string Status { get; init; }

    /// <summary>What was paid for.</summary>
    public string? Description { get; init; }

    /// <summary>The gateway's number, <c>id_get</c>.</summary>
    public string? IdGet { get; init; }

    /// <summary>The bank's number, <c>trans_id</c>.</summary>
    public string? TransId { get; init; }

    /// <summary>The payer's number.</summary>
    public string? TrackingCode { get; init; }

    /// <summary>Who pays, as a Fernet token; null where nobody was kept.</summary>
    public string? Token { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was completed; null for all that were not.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Whether it put money into its user's wallet.</summary>
    public bool IsCredit => CompletedAt is not null && Type == CrazyMinerTypes.WalletCharge;
}

/// <summary>What a user has (<c>BoxMoney</c>).</summary>
/// <param name="User">The user's key.</param>
/// <param name="Amount">The balance.</param>
internal sealed record CrazyMinerBalance(string User, decimal Amount);

/// <summary>A line of a payment's log (<c>CrazyMinerPaymentLog</c>).</summary>
/// <param name="Payment">The payment's id.</param>
/// <param name="Kind">The old kind.</param>
/// <param name="Text">What happened.</param>
/// <param name="At">When.</param>
internal sealed record CrazyMinerLogLine(Guid Payment, PaymentLogKind Kind, string Text, DateTimeOffset At);
