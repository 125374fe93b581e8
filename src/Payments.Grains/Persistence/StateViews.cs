using System.Reflection;
using Orleans.Runtime;
using Payments.Storage.States;

namespace Payments.Grains.Persistence;

/// <summary>What is stored of a grain, for operators. It is read from the database, so that looking at a grain does not activate it and asks no method of it.</summary>
public sealed class StateViews(IStateStore store)
{
    private static readonly Dictionary<string, string> Names = typeof(StateViews).Assembly.GetTypes()
        .SelectMany(type => type.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .Select(parameter => (Type: type.FullName!, Name: parameter.GetCustomAttribute<PersistentStateAttribute>()?.StateName)))
        .Where(state => state.Name is not null)
        .ToDictionary(state => state.Type, state => state.Name!);

    /// <summary>A grain's state, masked, as JSON; an empty object where it has none.</summary>
    /// <param name="grainType">The full name of the grain's class.</param>
    /// <param name="grainKey">The grain's key, for example <c>ord-…</c>.</param>
    public async Task<string> FindAsync(string grainType, string grainKey)
    {
        if (!Names.TryGetValue(grainType, out var name)) return "{}";
        var (table, key) = StateTables.Locate(name, grainKey);
        return await store.ReadAsync(table, key) is { } row ? MaskedState.Of(row.State) : "{}";
    }
}
