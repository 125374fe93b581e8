namespace Payments.Domain.Reconciliation;

/// <summary>One difference between a statement and this gateway.</summary>
/// <param name="Kind">How they differ.</param>
/// <param name="Key">About what.</param>
/// <param name="Theirs">The statement's line; null where it has none.</param>
/// <param name="Ours">What this gateway has; null where it has nothing.</param>
public sealed record Difference(DifferenceKind Kind, EntryKey Key, StatementEntry? Theirs, OwnEntry? Ours);
