using System.Reflection;
using Orleans.Concurrency;

namespace Orleans.Runtime.Invocation;

/// <summary>What a method's attributes say about its calls.</summary>
internal sealed class CallTraits
{
    public CallTraits(MethodInfo method)
    {
        Method = method;
        Interleaves = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        IsReadOnly = method.IsDefined(typeof(ReadOnlyAttribute));
        IsOneWay = method.IsDefined(typeof(OneWayAttribute));
        Timeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;
    }

    public MethodInfo Method { get; }

    public bool Interleaves { get; }

    public bool IsReadOnly { get; }

    public bool IsOneWay { get; }

    public TimeSpan? Timeout { get; }
}
