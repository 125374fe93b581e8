using Orleans;

namespace Payments.Domain.Charges;

/// <summary>
/// Who pays, as far as a provider wants to know. It is stored sealed only (<see cref="Orders.Order.SealedPayer"/>) and never logged; the
/// text form leaves everything out.
/// </summary>
[GenerateSerializer, Immutable, Alias("payer")]
public sealed record Payer
{
    /// <summary>The name.</summary>
    [Id(0)] public string? Name { get; init; }

    /// <summary>The e-mail address.</summary>
    [Id(1)] public string? Email { get; init; }

    /// <summary>The phone number.</summary>
    [Id(2)] public string? Phone { get; init; }

    /// <summary>The national code, by which Iranian gateways may compare the card's owner.</summary>
    [Id(3)] public string? NationalCode { get; init; }

    /// <inheritdoc />
    public override string ToString() => nameof(Payer);
}
