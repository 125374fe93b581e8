namespace Orleans.Runtime;

/// <summary>Values that travel with a call to the grains it reaches.</summary>
public static class RequestContext
{
    private static readonly AsyncLocal<Dictionary<string, object>?> Values = new();

    /// <summary>The values of the present call, or null.</summary>
    internal static Dictionary<string, object>? Current
    {
        get => Values.Value;
        set => Values.Value = value;
    }

    /// <summary>A value, or null.</summary>
    public static object? Get(string key) => Values.Value?.GetValueOrDefault(key);

    /// <summary>Sets a value for the calls made from here on.</summary>
    public static void Set(string key, object value)
    {
        var copy = Values.Value is { } present ? new Dictionary<string, object>(present) : [];
        copy[key] = value;
        Values.Value = copy;
    }

    /// <summary>Takes a value away.</summary>
    public static bool Remove(string key)
    {
        if (Values.Value is not { } present || !present.ContainsKey(key)) return false;
        var copy = new Dictionary<string, object>(present);
        copy.Remove(key);
        Values.Value = copy;
        return true;
    }

    /// <summary>Takes all values away.</summary>
    public static void Clear() => Values.Value = null;
}
