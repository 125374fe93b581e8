using System.Text.Json.Serialization;

namespace Payments.Grains.State;

/// <summary>Holds a grain's stored record, or nothing where the grain was never created.</summary>
/// <remarks>It has no wire form of its own: its JSON is the inner record's, so that the database sees the record's fields at the top level.</remarks>
[JsonConverter(typeof(StoredJsonConverterFactory))]
public sealed class Stored<T> where T : class
{
    /// <summary>The record, or null.</summary>
    public T? Value { get; set; }
}
