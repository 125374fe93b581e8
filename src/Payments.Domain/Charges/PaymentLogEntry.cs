using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Charges;

/// <summary>One line of the log of an order's payments at providers. It holds neither secrets nor data of the payer.</summary>
[GenerateSerializer, Immutable, Alias("payment-log-entry")]
public sealed record PaymentLogEntry
{
    /// <summary>Longest text, in characters; what is beyond it is cut off.</summary>
    public const int TextLimit = 500;

    /// <summary>Its number within the order, from 1, without gaps.</summary>
    [Id(0)] public required long Number { get; init; }

    /// <summary>When it was written.</summary>
    [Id(1)] public required DateTimeOffset At { get; init; }

    /// <summary>What it tells of.</summary>
    [Id(2)] public required PaymentLogKind Kind { get; init; }

    /// <summary>What happened, for people.</summary>
    [Id(3)] public required string Text { get; init; }

    /// <summary>The charge that it is about, by our number; null where it is about none.</summary>
    [Id(4)] public string? Charge { get; init; }

    /// <summary>A text as long as a line holds.</summary>
    public static string Cut(string text) => text.Length <= TextLimit ? text : text[..TextLimit];

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
