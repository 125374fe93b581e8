namespace Orleans.Runtime;

/// <summary>The stable name of a grain class.</summary>
public readonly struct GrainType(string value) : IEquatable<GrainType>
{
    private readonly string value = value;

    /// <summary>Makes one from its text.</summary>
    public static GrainType Create(string value) => new(value);

    /// <inheritdoc />
    public bool Equals(GrainType other) => string.Equals(value, other.value, StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is GrainType other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <inheritdoc />
    public override string ToString() => value ?? "";
}

/// <summary>The key part of a grain's identity.</summary>
public readonly struct IdSpan(string value) : IEquatable<IdSpan>
{
    private readonly string value = value;

    /// <summary>Makes one from its text.</summary>
    public static IdSpan Create(string id) => new(id);

    /// <inheritdoc />
    public bool Equals(IdSpan other) => string.Equals(value, other.value, StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is IdSpan other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <inheritdoc />
    public override string ToString() => value ?? "";
}

/// <summary>A grain's identity: its class and its key.</summary>
public readonly struct GrainId(GrainType type, IdSpan key) : IEquatable<GrainId>
{
    /// <summary>The class.</summary>
    public GrainType Type { get; } = type;

    /// <summary>The key.</summary>
    public IdSpan Key { get; } = key;

    /// <summary>Makes one from texts.</summary>
    public static GrainId Create(string type, string key) => new(GrainType.Create(type), IdSpan.Create(key));

    /// <summary>Reads <c>type/key</c>.</summary>
    /// <exception cref="ArgumentException">There is no slash.</exception>
    public static GrainId Parse(string value)
    {
        var slash = value.IndexOf('/');
        if (slash < 0) throw new ArgumentException($"'{value}' is no grain id.", nameof(value));
        return Create(value[..slash], value[(slash + 1)..]);
    }

    /// <inheritdoc />
    public bool Equals(GrainId other) => Key.Equals(other.Key) && Type.Equals(other.Type);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is GrainId other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => Key.GetHashCode();

    /// <inheritdoc />
    public override string ToString() => $"{Type}/{Key}";
}
