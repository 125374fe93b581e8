using Payments.Domain.Orders;

namespace Payments.Storage.Archive;

/// <summary>A file of one month, read back. What is in it is still in the database, too.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Lines">Counts and sums of its rows.</param>
public sealed record ArchiveFile(string Path, IReadOnlyList<string> Lines);

/// <summary>What was written for one call.</summary>
/// <param name="Files">The files, the oldest month first.</param>
/// <param name="Staying">
/// How many orders that were opened before the time stay, and why; those that wait for a payment are not counted.
/// </param>
public sealed record ArchiveWritten(IReadOnlyList<ArchiveFile> Files, IReadOnlyDictionary<ArchiveVerdict, int> Staying);

/// <summary>What became of the orders of a file.</summary>
/// <param name="Orders">Orders that are a tombstone now.</param>
/// <param name="Callbacks">Callbacks that were removed.</param>
/// <param name="Changed">Orders that changed since they were written, or are in use: they stay as they are.</param>
public readonly record struct ArchiveRemoved(int Orders, int Callbacks, int Changed)
{
    /// <summary>Adds up.</summary>
    public static ArchiveRemoved operator +(ArchiveRemoved left, ArchiveRemoved right) =>
        new(left.Orders + right.Orders, left.Callbacks + right.Callbacks, left.Changed + right.Changed);
}
