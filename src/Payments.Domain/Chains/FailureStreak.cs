namespace Payments.Domain.Chains;

/// <summary>
/// Makes one log line of many equal failures: the first of each cause at once, and while they go on one with their number in every
/// <see cref="Interval"/>.
/// </summary>
public sealed class FailureStreak
{
    /// <summary>How long failures of causes that were told are only counted.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    /// <summary>Causes that are told at once within an interval; texts of nodes that differ each time would be a line each.</summary>
    public const int CauseLimit = 4;

    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private DateTimeOffset toldSince;
    private int untold;
    private int all;

    /// <summary>Counts a failure.</summary>
    /// <param name="cause">Its cause.</param>
    /// <param name="now">The time.</param>
    /// <returns>How many failures the line to write now stands for; 0 for no line.</returns>
    public int Fail(string cause, DateTimeOffset now)
    {
        (untold, all) = (untold + 1, all + 1);
        if (now - toldSince >= Interval) told.Clear();
        if (told.Contains(cause) || told.Count >= CauseLimit) return 0;

        if (told.Count == 0) toldSince = now;
        told.Add(cause);
        var count = untold;
        untold = 0;
        return count;
    }

    /// <summary>Ends the streak.</summary>
    /// <returns>How many failures it had.</returns>
    public int End()
    {
        var count = all;
        (untold, all) = (0, 0);
        told.Clear();
        return count;
    }
}
