namespace Orleans.Runtime;

/// <summary>Values that travel with a call to the grains it reaches.</summary>
public static class RequestContext
{
    /// <summary>The name under which Orleans carries the id of a reentrant call chain.</summary>
    private const string ReentrancyKey = "#CCR";

    private static readonly AsyncLocal<Dictionary<string, object>?> Values = new();

    /// <summary>The id of the call chain that may come back into the grain that began it; empty when none may.</summary>
    public static Guid ReentrancyId
    {
        get => ReentrancyIdOf(Values.Value);
        set
        {
            if (value == Guid.Empty) Remove(ReentrancyKey);
            else Set(ReentrancyKey, value);
        }
    }

    /// <summary>The names of the present call's values.</summary>
    public static IEnumerable<string> Keys => Values.Value?.Keys ?? Enumerable.Empty<string>();

    /// <summary>The values of the present call, or null. Never changed in place: a call under way keeps what it was sent with.</summary>
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
        Values.Value = copy.Count == 0 ? null : copy;
        return true;
    }

    /// <summary>Takes all values away.</summary>
    public static void Clear() => Values.Value = null;

    /// <summary>Lets the calls made inside the section come back into this grain while it awaits them.</summary>
    public static ReentrancySection AllowCallChainReentrancy()
    {
        var present = ReentrancyId;
        return new ReentrancySection(present, present == Guid.Empty ? NewId() : present);
    }

    /// <summary>Stops the calls made inside the section from coming back, where an outer section allowed it.</summary>
    public static ReentrancySection SuppressCallChainReentrancy() => new(ReentrancyId, Guid.Empty);

    internal static Guid ReentrancyIdOf(Dictionary<string, object>? values) =>
        values is not null && values.TryGetValue(ReentrancyKey, out var value) && value is Guid id ? id : Guid.Empty;

    private static Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Security.Cryptography.RandomNumberGenerator.Fill(bytes);
        return new Guid(bytes);
    }

    /// <summary>A stretch of a turn in which call chains may, or may not, come back; ends when disposed.</summary>
    public readonly struct ReentrancySection : IDisposable
    {
        private readonly Guid original;
        private readonly Guid inside;

        /// <summary>Begins the section.</summary>
        public ReentrancySection(Guid originalReentrancyId, Guid newReentrancyId)
        {
            (original, inside) = (originalReentrancyId, newReentrancyId);
            if (inside != original) ReentrancyId = inside;
            if (inside != Guid.Empty) (RuntimeContext.Current as Activation)?.EnterReentrantSection(inside);
        }

        /// <inheritdoc />
        public void Dispose()
        {
            if (inside != Guid.Empty) (RuntimeContext.Current as Activation)?.LeaveReentrantSection(inside);
            if (inside != original) ReentrancyId = original;
        }
    }
}
