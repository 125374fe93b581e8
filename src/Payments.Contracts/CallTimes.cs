namespace Payments.Contracts;

/// <summary>How long callers wait for a grain.</summary>
public static class CallTimes
{
    /// <summary>
    /// For calls that must not be repeated: their caller waits as long as a silo's own calls may take. Fronts give calls that may be repeated less time, because an
    /// answer that a dead silo took along never comes.
    /// </summary>
    public const string Unrepeatable = "00:00:30";
}
