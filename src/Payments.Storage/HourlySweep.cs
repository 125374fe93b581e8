namespace Payments.Storage;

/// <summary>Says once an hour that what is over may be removed from a table; of several who ask at once it tells one.</summary>
internal sealed class HourlySweep(TimeProvider time)
{
    private static readonly TimeSpan Age = TimeSpan.FromHours(1);

    private long begunAt;

    /// <summary>Whether the caller is to remove it now. The next hour begins with a yes, whatever becomes of the removal.</summary>
    public bool IsDue()
    {
        var last = Interlocked.Read(ref begunAt);
        if (last != 0 && time.GetElapsedTime(last) < Age) return false;
        return Interlocked.CompareExchange(ref begunAt, time.GetTimestamp(), last) == last;
    }
}
