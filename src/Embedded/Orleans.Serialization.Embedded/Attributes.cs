namespace Orleans;

/// <summary>Marks a type whose instances may cross a silo boundary; Orleans generates its serializer.</summary>
/// <remarks>The embedded edition passes messages by reference and reads none of these; an architecture test does.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute;

/// <summary>The wire number of a member. Append-only: a number is never reused.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Method)]
public sealed class IdAttribute(uint id) : Attribute
{
    /// <summary>The number itself.</summary>
    public uint Id { get; } = id;
}

/// <summary>The wire name of a type or method, so that renaming it keeps stored and travelling messages readable.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Method)]
public sealed class AliasAttribute(string alias) : Attribute
{
    /// <summary>The name itself.</summary>
    public string Alias { get; } = alias;
}

/// <summary>Promises that instances never change, so that they may be shared instead of copied.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class ImmutableAttribute : Attribute;
