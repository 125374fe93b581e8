namespace Payments.Storage.Queries;

/// <summary>What became of a merchant's callbacks.</summary>
/// <param name="ByStatus">How many stand where, by the status as it is stored; one that is absent has none.</param>
/// <param name="Attempts">Requests that were made for them.</param>
/// <param name="Attempted">Of how many any was made.</param>
public sealed record DeliveryCounts(IReadOnlyDictionary<string, long> ByStatus, long Attempts, long Attempted)
{
    /// <summary>All of them.</summary>
    public long Total => ByStatus.Values.Sum();

    /// <summary>Those of a status.</summary>
    public long Of(string status) => ByStatus.GetValueOrDefault(status);
}
