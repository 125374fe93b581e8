using Orleans;

namespace Payments.Domain.Sharing;

/// <summary>Outcomes of a person's word on a return whose provider does not say how it ended. Numbers are append-only.</summary>
[GenerateSerializer, Alias("return-decision")]
public enum ReturnDecision
{
    /// <summary>It ended as the person says.</summary>
    Done = 0,

    /// <summary>It had ended so before.</summary>
    AlreadyDone = 1,

    /// <summary>The order has no such return.</summary>
    NotFound = 2,

    /// <summary>It had ended otherwise, and stays so.</summary>
    Over = 3,

    /// <summary>The provider is still given time to answer (<see cref="ShareRules.ReturnPatience"/>).</summary>
    TooEarly = 4,

    /// <summary>It is a part of its refund at the provider, and ends with it.</summary>
    EndsWithRefund = 5,

    /// <summary>It goes by the installation's account, whose balance is not the merchant's.</summary>
    NotOwnAccount = 6,
}
