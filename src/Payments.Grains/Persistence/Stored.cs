using System.Text.Json.Serialization;
using Payments.Storage.States;

namespace Payments.Grains.Persistence;

/// <summary>Holds a grain's stored record, or nothing where the grain was never created.</summary>
/// <remarks>It has no wire form of its own: its JSON is the inner record's, so that the database sees the record's fields at the top level.</remarks>
[JsonConverter(typeof(StoredJsonConverterFactory))]
public sealed class Stored<T> : IReadOnDemand where T : class
{
    private readonly T? value;

    /// <summary>The record, or null.</summary>
    /// <exception cref="InvalidOperationException">It was not read yet: none is not the same as not looked.</exception>
    public T? Value
    {
        get => IsUnread ? throw new InvalidOperationException($"The stored {typeof(T).Name} was not read.") : value;
        init => this.value = value;
    }

    /// <inheritdoc />
    public bool IsUnread { get; set; }
}
