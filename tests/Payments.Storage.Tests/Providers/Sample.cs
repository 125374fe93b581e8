using System.Text.Json.Serialization;
using Payments.Storage.States;

namespace Payments.Storage.Tests.Providers;

/// <summary>A state that providers keep.</summary>
public sealed record Sample : IReadOnDemand
{
    public string? Text { get; set; }

    public long Number { get; set; }

    [JsonIgnore]
    public bool IsUnread { get; set; }
}

/// <summary>Its JSON.</summary>
[JsonSerializable(typeof(Sample))]
public sealed partial class SampleJson : JsonSerializerContext;
