namespace Payments.Storage.Queries;

/// <summary>Orders by status.</summary>
/// <param name="ByStatus">How many stand where, in the stored words.</param>
/// <param name="Share">The share of all orders that was counted so far, from 0 to 1; below 1 the counts are estimates.</param>
public sealed record OrderCounts(IReadOnlyDictionary<string, long> ByStatus, double Share);
