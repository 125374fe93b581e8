using Orleans;
using Payments.Domain.Merchants;

namespace Payments.Domain.People;

/// <summary>What became of a change to a shop's people.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Merchant">The merchant; the same instance unless the outcome is <see cref="PeopleOutcome.Changed"/>.</param>
public sealed record PeopleDecision(PeopleOutcome Outcome, Merchant Merchant);

/// <summary>Named outcomes of changing a shop's people.</summary>
[GenerateSerializer, Alias("people-outcome")]
public enum PeopleOutcome
{
    /// <summary>Changed.</summary>
    Changed = 0,

    /// <summary>It is so already.</summary>
    Unchanged = 1,

    /// <summary>No such merchant.</summary>
    UnknownMerchant = 2,

    /// <summary>No such person in the shop, or no such invitation, or one of somebody else's.</summary>
    NotFound = 3,

    /// <summary>The person is one of the shop's already.</summary>
    IsThere = 4,

    /// <summary>The shop has as many people or invitations as one may.</summary>
    TooMany = 5,

    /// <summary>A shop keeps its last owner.</summary>
    LastOwner = 6,

    /// <summary>Who asks may not change the shop's people, or may not any more.</summary>
    NotAllowed = 7,
}
