namespace Orleans.Concurrency
{
    /// <summary>Calls to this grain class may interleave at its awaits.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class ReentrantAttribute : Attribute;

    /// <summary>The method may run between the turns of any other.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class AlwaysInterleaveAttribute : Attribute;

    /// <summary>The method does not change the grain's state and may run beside other read-only ones.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class ReadOnlyAttribute : Attribute;

    /// <summary>The caller does not wait for the method, and hears nothing of its failure.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class OneWayAttribute : Attribute;
}

namespace Orleans
{
    /// <summary>How long a caller of this method waits before it gets a <see cref="TimeoutException"/>.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class ResponseTimeoutAttribute(string timeout) : Attribute
    {
        /// <summary>The time, <c>hh:mm:ss</c>.</summary>
        public TimeSpan? Timeout { get; } = TimeSpan.Parse(timeout, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The stable name of a grain class; without it the class name in lower case without <c>Grain</c>.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class GrainTypeAttribute(string grainType) : Attribute
    {
        /// <summary>The name.</summary>
        public string GrainType { get; } = grainType;
    }

    /// <summary>Activations of this class are never collected for idleness.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class KeepAliveAttribute : Attribute;
}

namespace Orleans.Configuration
{
    /// <summary>How long an activation of this class may be idle before it is collected.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class CollectionAgeLimitAttribute : Attribute
    {
        /// <summary>Minutes; at least one.</summary>
        public double Minutes { get; set; }

        /// <summary>The limit.</summary>
        public TimeSpan AgeLimit => TimeSpan.FromMinutes(Minutes);
    }
}
