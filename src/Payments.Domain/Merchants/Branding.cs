using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Merchants;

/// <summary>How a shop looks to its payers. The logo itself lies in a table, so that whoever reads the merchant does not read it.</summary>
[GenerateSerializer, Immutable, Alias("branding")]
public sealed record Branding
{
    /// <summary>The name that payers see; null for the merchant's own.</summary>
    [Id(0)] public string? Name { get; init; }

    /// <summary>
    /// The colour of buttons and marks as <c>#rrggbb</c> in lower case, which <see cref="BrandTones"/> takes; null for the gateway's.
    /// </summary>
    [Id(1)] public string? Color { get; init; }

    /// <summary>The logo's file: its SHA-256 as 64 hex digits, with <c>.png</c> or <c>.jpg</c>; null for none.</summary>
    [Id(2)] public string? Logo { get; init; }

    /// <summary>The logo's width in pixels; 0 without one.</summary>
    [Id(3)] public int LogoWidth { get; init; }

    /// <summary>The logo's height in pixels; 0 without one.</summary>
    [Id(4)] public int LogoHeight { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Whether it says nothing.</summary>
    [JsonIgnore] public bool IsUsual => this is { Name: null, Color: null, Logo: null };
}
