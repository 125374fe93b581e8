using Orleans;

namespace Payments.Domain.Sharing;

/// <summary>Where the sharing of a charge stands. Numbers are append-only; in storage the camelCase name is used.</summary>
[GenerateSerializer, Alias("sharing-stage")]
public enum SharingStage
{
    /// <summary>The charge is not paid.</summary>
    Unpaid = 0,

    /// <summary>It is paid, and its shares are not decided: the provider wants a wait, or a refund or a review is under way.</summary>
    Waiting = 1,

    /// <summary>The shares are stored; what became of each is not known yet.</summary>
    Sharing = 2,

    /// <summary>All shares ended; the rest is to be released.</summary>
    Releasing = 3,

    /// <summary>Nothing is to be done any more.</summary>
    Over = 4,
}
