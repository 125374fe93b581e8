using Orleans;

namespace Payments.Domain.Notices;

/// <summary>What a notice is about. Numbers are append-only; in storage the camelCase name is used.</summary>
[GenerateSerializer, Alias("notice-event")]
public enum NoticeEvent
{
    /// <summary>Callbacks to a host were given up, or are in doubt.</summary>
    CallbacksGivenUp = 0,

    /// <summary>A webhook endpoint was switched off because it does nothing but fail.</summary>
    EndpointOff = 1,

    /// <summary>A payment matched no order.</summary>
    Unmatched = 2,

    /// <summary>An order waits for a decision of risk control.</summary>
    Review = 3,

    /// <summary>A refund failed.</summary>
    RefundFailed = 4,

    /// <summary>A payout failed.</summary>
    PayoutFailed = 5,

    /// <summary>A comparison with a provider's statement found differences.</summary>
    Difference = 6,

    /// <summary>Nearly as many orders wait for a payment as may, so that new ones are refused soon.</summary>
    NearlyFull = 7,

    /// <summary>
    /// Receiving wallets, keys, endpoints, people or targets of notices changed: all people of the shop are told by mail.
    /// </summary>
    Guarded = 8,

    /// <summary>What yesterday brought.</summary>
    Summary = 9,

    /// <summary>A test that somebody asked for.</summary>
    Test = 10,

    /// <summary>The question whether an address takes notices.</summary>
    Confirm = 11,

    /// <summary>A link by which a password is set.</summary>
    Password = 12,

    /// <summary>An invitation to a shop.</summary>
    Invitation = 13,

    /// <summary>Several notices in one, because more came than an address takes in an hour.</summary>
    Several = 14,

    /// <summary>A payout waits for a decision of risk control.</summary>
    PayoutReview = 15,

    /// <summary>What became of a payout is unknown, and the provider is asked no more: a person is to say it.</summary>
    PayoutUnknown = 16,

    /// <summary>A person signed in from a browser that was not known.</summary>
    SignIn = 17,
}
