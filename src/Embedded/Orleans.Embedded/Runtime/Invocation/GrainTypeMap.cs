using System.Collections.Concurrent;
using System.Reflection;

namespace Orleans.Runtime.Invocation;

/// <summary>Which class stands behind a grain interface, found in the assemblies that use this one.</summary>
internal sealed class GrainTypeMap
{
    private readonly Dictionary<GrainType, Type> classes = [];
    private readonly ConcurrentDictionary<Type, GrainType> byInterface = new();

    public GrainTypeMap(IEnumerable<Assembly> assemblies)
    {
        foreach (var type in assemblies.Distinct().SelectMany(assembly => assembly.GetTypes()))
        {
            if (type is not { IsClass: true, IsAbstract: false } || !typeof(IGrainBase).IsAssignableFrom(type) || type.ContainsGenericParameters) continue;
            var name = NameOf(type);
            if (!classes.TryAdd(name, type)) throw new InvalidOperationException($"Grain classes {classes[name]} and {type} both claim the grain type '{name}'.");
        }
    }

    public static GrainTypeMap OfLoadedAssemblies() => new(Discover());

    public Type ClassOf(GrainType type) => classes.TryGetValue(type, out var found)
        ? found
        : throw new ArgumentException($"No grain class has the type '{type}'.");

    /// <summary>The one class that implements the interface, among those whose full names begin with the prefix.</summary>
    public GrainType GrainTypeOf(Type grainInterface, string? classPrefix = null) =>
        classPrefix is null ? byInterface.GetOrAdd(grainInterface, type => Find(type, "")) : Find(grainInterface, classPrefix);

    private GrainType Find(Type grainInterface, string classPrefix)
    {
        var found = classes.Where(pair => grainInterface.IsAssignableFrom(pair.Value) && pair.Value.FullName!.StartsWith(classPrefix, StringComparison.Ordinal))
            .Select(pair => pair.Key).Take(2).ToArray();
        return found.Length switch
        {
            1 => found[0],
            0 => throw new ArgumentException($"Could not find an implementation for interface {grainInterface}."),
            _ => throw new ArgumentException($"Unable to disambiguate between multiple implementations of {grainInterface}."),
        };
    }

    private static GrainType NameOf(Type type)
    {
        if (type.GetCustomAttribute<GrainTypeAttribute>() is { } named) return GrainType.Create(named.GrainType);
        var name = type.Name.ToLowerInvariant();
        return GrainType.Create(name.EndsWith("grain", StringComparison.Ordinal) && name.Length > 5 ? name[..^5] : name);
    }

    private static HashSet<Assembly> Discover()
    {
        var own = typeof(GrainTypeMap).Assembly.GetName().Name;
        var found = new HashSet<Assembly> { typeof(GrainTypeMap).Assembly };
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var queue = new Queue<Assembly>(AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic));
        while (queue.TryDequeue(out var assembly))
        {
            if (!seen.Add(assembly.FullName!)) continue;
            foreach (var name in assembly.GetReferencedAssemblies())
            {
                if (name.Name == own) found.Add(assembly);
                if (name.Name is not { } text || text.StartsWith("System", StringComparison.Ordinal) || text.StartsWith("Microsoft", StringComparison.Ordinal)) continue;
                try
                {
                    queue.Enqueue(Assembly.Load(name));
                }
                catch (FileNotFoundException)
                {
                    // A reference that is not deployed cannot hold a grain that anybody uses.
                }
            }
        }
        return found;
    }
}
