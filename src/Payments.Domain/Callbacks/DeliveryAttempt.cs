using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Callbacks;

/// <summary>One try at a callback, kept for good.</summary>
[GenerateSerializer, Immutable, Alias("delivery-attempt")]
public sealed record DeliveryAttempt
{
    /// <summary>When it began.</summary>
    [Id(0)] public required DateTimeOffset At { get; init; }

    /// <summary><c>GET</c> or <c>POST</c>; <c>GET or POST</c> where the gateway died before it could say.</summary>
    [Id(1)] public required string Method { get; init; }

    /// <summary>The URL called, query included.</summary>
    [Id(2)] public required string Url { get; init; }

    /// <summary>HTTP status, or null when no answer came.</summary>
    [Id(3)] public int? StatusCode { get; init; }

    /// <summary>The first 1 KiB of the answer's body.</summary>
    [Id(4)] public string? Answer { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    [Id(5)] public required int DurationMs { get; init; }

    /// <summary>Why it failed, or null when it succeeded.</summary>
    [Id(6)] public string? Error { get; init; }

    /// <summary>Whether the request went out and its answer was lost, so that the shop may have acted on it.</summary>
    [Id(7)] public bool AnswerLost { get; init; }

    /// <summary>Whether the gateway stopped before the answer came. Such a try uses up no attempt of the schedule.</summary>
    [Id(8)] public bool Interrupted { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
