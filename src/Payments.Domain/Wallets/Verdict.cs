using Payments.Domain.Identity;

namespace Payments.Domain.Wallets;

/// <summary>Whose a payment is, or why it is nobody's.</summary>
public sealed record Verdict
{
    /// <summary>The rule that decided; <see cref="MatchRule.None"/> where it is nobody's.</summary>
    public required MatchRule Rule { get; init; }

    /// <summary>The order that it is brought to, or null.</summary>
    public OrderId? Order { get; init; }

    /// <summary>Why it is nobody's, or null.</summary>
    public UnmatchedCause? Cause { get; init; }

    /// <summary>Of nobody's: the order that it was probably meant for, or null.</summary>
    public OrderId? MeantFor { get; init; }

    /// <summary>
    /// Of nobody's: the orders that it may have been meant for, where one cannot be told, <see cref="Attribution.NamedLimit"/> at most.
    /// </summary>
    public IReadOnlyList<OrderId> Candidates { get; init; } = [];

    /// <summary>An order's.</summary>
    public static Verdict Of(MatchRule rule, OrderId order) => new() { Rule = rule, Order = order };

    /// <summary>Nobody's.</summary>
    public static Verdict Nobodys(UnmatchedCause cause, OrderId? meantFor = null, IReadOnlyList<OrderId>? candidates = null) =>
        new() { Rule = MatchRule.None, Cause = cause, MeantFor = meantFor, Candidates = candidates ?? [] };
}
