using Orleans;
using Payments.Domain.Users;

namespace Payments.Contracts.Users;

/// <summary>What became of a change to an end user's wallet.</summary>
[GenerateSerializer, Immutable, Alias("user-result")]
public sealed record UserResult
{
    /// <summary>The outcome.</summary>
    [Id(0)] public required UserOutcome Outcome { get; init; }

    /// <summary>
    /// The entry that was made, now or when the same was asked first; where the key is taken, the one that has it. Null where there is
    /// none.
    /// </summary>
    [Id(1)] public UserEntry? Entry { get; init; }
}
