using Payments.Providers.Common;

namespace Payments.Providers.Medogram;

/// <summary>A payment to be begun (<c>gateway-send</c>). Each request begins another one.</summary>
public sealed record MedogramSendRequest
{
    /// <summary>The least that the gateway takes.</summary>
    public const long LeastRials = 1000;

    /// <summary>The price in rials. Shops show tomans: ten rials each.</summary>
    public required long AmountRials { get; init; }

    /// <summary>Our number, 1 to 64 characters.</summary>
    public required string FactorId { get; init; }

    /// <summary>Where the payer goes afterwards.</summary>
    public required string Redirect { get; init; }

    /// <summary>The payer's name, or null.</summary>
    public string? Name { get; init; }

    /// <summary>The payer's e-mail address, or null.</summary>
    public string? Email { get; init; }

    /// <summary>The payer's mobile number, or null.</summary>
    public string? Mobile { get; init; }

    /// <summary>What is paid, or null.</summary>
    public string? Description { get; init; }

    internal void Check(FieldFaults faults)
    {
        faults.Require(AmountRials >= LeastRials, "amount", $"at least {LeastRials} rials");
        faults.RequireLength(FactorId, "factorId", 1, 64);
        faults.RequireUrl(Redirect, "redirect", 10, 1000);
        faults.RequireLength(Name, "name", 1, 200);
        faults.RequireLength(Email, "email", 3, 254);
        faults.RequireLength(Mobile, "mobile", 5, 20);
        faults.RequireLength(Description, "description", 1, 500);
    }
}

/// <summary>A payment that was begun.</summary>
/// <param name="IdGet">The gateway's number of it.</param>
/// <param name="PayPage">Where the payer pays.</param>
public sealed record MedogramPayment(string IdGet, string PayPage);
