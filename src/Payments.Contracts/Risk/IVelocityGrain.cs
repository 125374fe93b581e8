using Orleans;

namespace Payments.Contracts.Risk;

/// <summary>
/// Key <c>vel-{digest}</c>, of a scope, a subject and its value. Counts orders of one subject over all silos for the rules of that scope.
/// Windows longer than an hour survive a restart but for the last seconds.
/// </summary>
[Alias("velocity-grain")]
public interface IVelocityGrain : IGrainWithStringKey
{
    /// <summary>Adds to windows, and says what each holds then, in the order asked. A repeated call counts twice.</summary>
    [Alias("add"), ResponseTimeout("00:00:05")]
    Task<IReadOnlyList<decimal>> AddAsync(IReadOnlyList<VelocityAsk> asks);
}

/// <summary>What one rule counts.</summary>
[GenerateSerializer, Immutable, Alias("velocity-ask")]
public sealed record VelocityAsk
{
    /// <summary>The rule's id.</summary>
    [Id(0)] public required string Rule { get; init; }

    /// <summary>Its window.</summary>
    [Id(1)] public required TimeSpan Window { get; init; }

    /// <summary>What the order adds; below zero takes back.</summary>
    [Id(2)] public required decimal Amount { get; init; }
}
