using Orleans;

namespace Payments.Domain.Charges;

/// <summary>What became of a provider's news.</summary>
[GenerateSerializer, Alias("charge-outcome")]
public enum ChargeOutcome
{
    /// <summary>It changed the charge.</summary>
    Taken = 0,

    /// <summary>It says what was known, or less.</summary>
    Known = 1,

    /// <summary>No order has such a charge, or it is another provider's.</summary>
    NotFound = 2,

    /// <summary>It does not fit the charge that it names; where it speaks of money, the charge is held for a person.</summary>
    Mismatch = 3,
}
