using System.Text.Json.Serialization;

namespace Payments.Grains.Tests.Runtime;

/// <summary>The state of <see cref="ProbeGrain"/>.</summary>
public sealed class ProbeState
{
    public int Count { get; set; }
}

/// <summary>Its JSON.</summary>
[JsonSerializable(typeof(ProbeState))]
public sealed partial class ProbeJson : JsonSerializerContext;
