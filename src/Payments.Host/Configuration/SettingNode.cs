using System.Globalization;
using Payments.Domain.Settings;

namespace Payments.Host.Configuration;

/// <summary>A place in the tree of settings: a value, a section, a section whose names are free, or what another library reads.</summary>
internal sealed class SettingNode
{
    private readonly Dictionary<string, SettingNode> named = new(StringComparer.OrdinalIgnoreCase);
    private Func<string, bool> fits = _ => true;
    private (string Placeholder, SettingNode Node)? each;

    /// <summary>What belongs to a library, which judges it itself.</summary>
    public static SettingNode Foreign { get; } = new() { IsForeign = true };

    /// <summary>Whether nothing is said about what lies below.</summary>
    public bool IsForeign { get; private init; }

    /// <summary>What a value must be, in words; null for a section.</summary>
    public string? Form { get; private init; }

    /// <summary>A value whose reader judges it.</summary>
    public static SettingNode Text { get; } = new() { Form = "a text" };

    /// <summary>The settings of an options class: its properties that can be set.</summary>
    public static SettingNode Of(Type type)
    {
        if (type == typeof(string)) return Text;
        if (type == typeof(bool)) return new SettingNode { Form = "true or false", fits = text => bool.TryParse(text, out _) };
        if (type == typeof(int)) return new SettingNode { Form = "a whole number", fits = text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) };
        if (type == typeof(decimal)) return new SettingNode { Form = "a number such as 7.2", fits = text => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) };
        if (type == typeof(TimeSpan)) return new SettingNode { Form = SettingTime.Form, fits = text => SettingTime.TryParse(text, out _) };
        if (type.IsPrimitive || type.IsEnum || Nullable.GetUnderlyingType(type) is not null) throw new NotSupportedException($"No setting is of type {type}.");
        var section = new SettingNode();
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
            section.Add(property.Name, property.PropertyType is { IsGenericType: true, GenericTypeArguments: [_, var value] } ? Each(property.Name.TrimEnd('s'), Of(value)) : Of(property.PropertyType));
        return section;
    }

    /// <summary>A section whose names are free.</summary>
    public static SettingNode Each(string placeholder, SettingNode node) => new() { each = (placeholder, node) };

    /// <summary>A section of values with these names, whose reader judges them.</summary>
    public static SettingNode Texts(IEnumerable<string> names)
    {
        var section = new SettingNode();
        foreach (var name in names) section.Add(name, Text);
        return section;
    }

    /// <summary>Adds what lies below a name.</summary>
    public SettingNode Add(string name, SettingNode node)
    {
        named.Add(name, node);
        return this;
    }

    /// <summary>What lies below a name, or null where nothing may.</summary>
    public SettingNode? Find(string name) => named.GetValueOrDefault(name) ?? each?.Node;

    /// <summary>Whether a value is of its form.</summary>
    public bool Fits(string value) => Form is not null && fits(value);

    /// <summary>The names of all values below, free ones in braces: <c>Rates:Bounds:{Bound}:Min</c>.</summary>
    public IEnumerable<string[]> Names => Form is not null
        ? [[]]
        : named.Select(pair => (Name: pair.Key, pair.Value)).Concat(each is { } free ? [(Name: $"{{{free.Placeholder}}}", Value: free.Node)] : [])
            .SelectMany(child => child.Value.Names, (child, rest) => (string[])[child.Name, .. rest]);
}
