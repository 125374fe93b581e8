using Orleans;

namespace Payments.Domain.Charges;

/// <summary>Where a charge stands. Numbers are append-only; in storage the camelCase name is used.</summary>
[GenerateSerializer, Alias("charge-state")]
public enum ChargeState
{
    /// <summary>It is to be made at the provider, or was asked for and the answer is not known.</summary>
    Opening = 0,

    /// <summary>The provider waits for the payer.</summary>
    Open = 1,

    /// <summary>The provider saw a payment that is not certain yet.</summary>
    Seen = 2,

    /// <summary>Less came than was asked for, and the rest may still come.</summary>
    Underpaid = 3,

    /// <summary>The provider has the money. Never left again.</summary>
    Paid = 4,

    /// <summary>It ended without the whole money: the payer or the provider gave it up, or time ran out.</summary>
    Ended = 5,

    /// <summary>What the provider says does not fit what was asked for; a person decides.</summary>
    Held = 6,
}
