using System.Net;
using Payments.Domain.Settings;

namespace Payments.Domain.Risk;

/// <summary>
/// What is known of an order or a payout when it is judged. What is not known is null, and no rule about it takes the order.
/// </summary>
public sealed record RiskFacts
{
    /// <summary>The merchant's id.</summary>
    public required string Merchant { get; init; }

    /// <summary>The pricing currency.</summary>
    public required string Currency { get; init; }

    /// <summary>The order's money.</summary>
    public required decimal Money { get; init; }

    /// <summary>The merchant's end user.</summary>
    public string? Payer { get; init; }

    /// <summary>The payer's address.</summary>
    public IPAddress? Network { get; init; }

    /// <summary>The country of that address.</summary>
    public string? Country { get; init; }

    /// <summary>The token's symbol.</summary>
    public string? Coin { get; init; }

    /// <summary>The chain that it is paid on.</summary>
    public string? Chain { get; init; }

    /// <summary>The sender of a payment, in the chain's canonical form.</summary>
    public string? Address { get; init; }

    /// <summary>The payer's e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The address that a payout goes to, as the merchant wrote it or in its chain's canonical form; null for orders.</summary>
    public string? Receiver { get; init; }

    /// <summary>The subject's value, by which orders are counted together; null where it is not known.</summary>
    public string? ValueOf(RiskSubject subject) => subject switch
    {
        RiskSubject.Merchant => Merchant,
        RiskSubject.Payer => Payer,
        RiskSubject.Network => Network is { } address ? ClientNetwork.Of(address).ToString() : null,
        RiskSubject.Country => Country,
        RiskSubject.Coin => Coin is { } coin ? $"{coin}-{Chain}" : null,
        RiskSubject.Address => string.IsNullOrEmpty(Address) ? null : Address,
        RiskSubject.Email => Email?.ToLowerInvariant(),
        RiskSubject.Payout => Receiver is null ? null : Merchant,
        RiskSubject.Receiver => Receiver,
        _ => throw new InvalidOperationException($"Unknown subject {subject}."),
    };
}
