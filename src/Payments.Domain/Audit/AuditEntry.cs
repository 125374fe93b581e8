namespace Payments.Domain.Audit;

/// <summary>Who changed what, before and after, from where.</summary>
public sealed record AuditEntry
{
    /// <summary>The key of the state that was changed, such as <c>mch-…</c>; each has a chain of its own.</summary>
    public required string Chain { get; init; }

    /// <summary>The entry's number within its chain, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who.</summary>
    public required AuditActor By { get; init; }

    /// <summary>What was done: a word, or the names of the parts that changed.</summary>
    public required string What { get; init; }

    /// <summary>A person's reason; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>The fields that changed. Secrets are masked.</summary>
    public required IReadOnlyList<AuditChange> Changes { get; init; }
}

/// <summary>A field that changed.</summary>
/// <param name="Field">Its path, such as <c>wallets[…].rate</c>.</param>
/// <param name="Before">What it said; null where it was not there.</param>
/// <param name="After">What it says; null where it is not there any more.</param>
public sealed record AuditChange(string Field, string? Before, string? After);

/// <summary>Who makes a change.</summary>
/// <param name="Kind">
/// <c>person</c> of the console, <c>key</c> of the API, <c>operator</c> with the admin key, <c>user</c> with a merchant's token,
/// <c>anyone</c> on an open route, or <c>gateway</c>.
/// </param>
/// <param name="Name">A person's e-mail address, or a key's id and name; empty where the kind says all.</param>
/// <param name="From">The network address that the request came from; null where it is not known.</param>
public sealed record AuditActor(string Kind, string Name, string? From)
{
    /// <summary>The gateway itself.</summary>
    public static readonly AuditActor Gateway = new("gateway", "", null);
}
