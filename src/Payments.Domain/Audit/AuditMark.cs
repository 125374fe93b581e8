using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Audit;

/// <summary>
/// The newest entry of a state's audit log, stored in the state itself and so in the same write as the change. The database copies it to
/// the log in the same transaction (schema script 0065).
/// </summary>
[GenerateSerializer, Immutable, Alias("audit-mark")]
public sealed record AuditMark
{
    /// <summary>Its number, from 1; entries before it are in the log alone.</summary>
    [Id(0)] public required long Number { get; init; }

    /// <summary>When.</summary>
    [Id(1)] public required DateTimeOffset At { get; init; }

    /// <summary>The entry, an <see cref="AuditEntry"/> as JSON: the very text that <see cref="Hash"/> is over.</summary>
    [Id(2)] public required string Entry { get; init; }

    /// <summary>Lower-case hex SHA-256 of the hash before it, a line feed and the entry's text; see <see cref="AuditChain"/>.</summary>
    [Id(3)] public required string Hash { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
