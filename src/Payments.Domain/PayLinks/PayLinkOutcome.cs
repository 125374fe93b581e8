using Orleans;

namespace Payments.Domain.PayLinks;

/// <summary>Named outcomes of using a payment link, one a rule, in the order in which they are asked.</summary>
[GenerateSerializer, Alias("pay-link-outcome")]
public enum PayLinkOutcome
{
    /// <summary>An order may be opened, under the number that is told.</summary>
    Open = 0,

    /// <summary>There is no such link.</summary>
    NotFound = 1,

    /// <summary>The shop has switched it off.</summary>
    Off = 2,

    /// <summary>Its time is over.</summary>
    Expired = 3,

    /// <summary>As many orders as may were paid by it.</summary>
    UsedUp = 4,

    /// <summary>As many as may are paid or being paid; one of them may expire unpaid.</summary>
    AllTaken = 5,

    /// <summary>Whether there is a place depends on the orders that have the places; decide again with what they are.</summary>
    AskOrders = 6,
}

/// <summary>What the order of a use is, as far as its place matters.</summary>
public enum PayLinkStanding
{
    /// <summary>There is none: it was refused, or a process died before it was opened.</summary>
    Absent,

    /// <summary>It waits for money, or some was seen.</summary>
    Waiting,

    /// <summary>It expired unpaid, and opens again under the same number.</summary>
    Lapsed,

    /// <summary>It was closed or refused, or archived unpaid, and its number stays taken.</summary>
    Void,

    /// <summary>It is paid.</summary>
    Paid,
}

/// <summary>What becomes of a visit to a link.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Link">The link; the same instance where nothing is to be stored.</param>
/// <param name="Number">The number of the order to open, where one may be.</param>
public sealed record PayLinkDecision(PayLinkOutcome Outcome, PayLink Link, string? Number = null);
