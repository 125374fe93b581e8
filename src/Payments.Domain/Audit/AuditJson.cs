using System.Text.Json.Serialization;

namespace Payments.Domain.Audit;

/// <summary>The text of entries, source-generated. A change of it leaves what was written before as it is: the text is stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditEntry))]
internal sealed partial class AuditJson : JsonSerializerContext;
