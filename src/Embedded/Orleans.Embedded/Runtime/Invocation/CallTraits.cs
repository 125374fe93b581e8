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
        IsCancellable = method.GetParameters().Any(static parameter => parameter.ParameterType == typeof(CancellationToken));
        Timeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;
    }

    public MethodInfo Method { get; }

    public bool Interleaves { get; }

    public bool IsReadOnly { get; }

    public bool IsOneWay { get; }

    /// <summary>Whether it takes a cancellation token.</summary>
    public bool IsCancellable { get; }

    public TimeSpan? Timeout { get; }
}
