using Orleans;

namespace Payments.Domain.Charges;

/// <summary>What a line of a payment's log tells of. Numbers are append-only; in storage and JSON the camelCase name is used.</summary>
[GenerateSerializer, Alias("payment-log-kind")]
public enum PaymentLogKind
{
    /// <summary>The provider was asked to take a payment.</summary>
    Request = 0,

    /// <summary>The provider sent a notice, or the payer came back from it.</summary>
    Callback = 1,

    /// <summary>The provider said where the payment stands.</summary>
    Verification = 2,

    /// <summary>The provider refused, or did not answer, or what came does not fit.</summary>
    Error = 3,
}
