namespace Orleans.Runtime;

/// <summary>The activation whose turn the current thread runs.</summary>
internal static class RuntimeContext
{
    [ThreadStatic] private static IGrainContext? current;

    /// <summary>The activation, or null outside of grains.</summary>
    public static IGrainContext? Current
    {
        get => current;
        set => current = value;
    }
}
