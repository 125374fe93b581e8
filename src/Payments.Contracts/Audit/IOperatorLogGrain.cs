using Orleans;

namespace Payments.Contracts.Audit;

/// <summary>
/// Key <see cref="Key"/>, one for all. Writes entries of the audit log about what operators do to things that have no chain of their own.
/// </summary>
[Alias("operator-log-grain")]
public interface IOperatorLogGrain : IGrainWithStringKey
{
    /// <summary>The key of the one grain, and of its chain.</summary>
    const string Key = "opl-installation";

    /// <summary>
    /// Notes a deed of <see cref="AuditContext.Actor"/>. It is noted before it is done: a crash between leaves an entry without its deed,
    /// and never a deed without its entry.
    /// </summary>
    [Alias("note"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task NoteAsync(OperatorDeed deed);
}

/// <summary>Something that an operator does.</summary>
[GenerateSerializer, Immutable, Alias("operator-deed")]
public sealed record OperatorDeed
{
    /// <summary>The deed, a word of the audit log.</summary>
    [Id(0)] public required string What { get; init; }

    /// <summary>The path of what is changed, such as <c>differences[…].settled</c>.</summary>
    [Id(1)] public required string Field { get; init; }

    /// <summary>What it becomes.</summary>
    [Id(2)] public required string After { get; init; }

    /// <summary>The operator's reason; null for none.</summary>
    [Id(3)] public string? Reason { get; init; }
}
