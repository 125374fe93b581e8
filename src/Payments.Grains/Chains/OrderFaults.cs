using System.Text.Json;
using Payments.Storage.States;

namespace Payments.Grains.Chains;

/// <summary>
/// Tells failures that are one grain's own, and would come again however often it is asked, from those of the world: a database that is away, a call that was late, a
/// silo that died, a storage that is overloaded. What is not known to be a grain's own counts as the world's.
/// </summary>
internal static class OrderFaults
{
    /// <summary>Whether a failure is the grain's own: what it has stored, or what it reckons with it, makes no sense.</summary>
    public static bool IsOwn(Exception exception) => StorageFaults.IsOfOneRow(exception) || Root(exception) is
        JsonException or ArithmeticException or FormatException or ArgumentException or KeyNotFoundException or IndexOutOfRangeException or NullReferenceException or InvalidCastException or NotSupportedException;

    /// <summary>What began it: runtimes wrap what a grain throws.</summary>
    public static Exception Root(Exception exception)
    {
        while (exception.InnerException is { } inner) exception = inner;
        return exception;
    }
}
