using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Identity;

namespace Payments.Domain.Orders;

/// <summary>The exact amount at one address that belongs to this order and to no other until it is released.</summary>
/// <remarks>The database's unique index over these fields is the arbiter.</remarks>
[GenerateSerializer, Immutable, Alias("reservation")]
public sealed record Reservation
{
    /// <summary>The chain.</summary>
    [Id(0)] public required ChainId Chain { get; init; }

    /// <summary>The address in canonical form.</summary>
    [Id(1)] public required string Address { get; init; }

    /// <summary>The token's symbol.</summary>
    [Id(2)] public required string Token { get; init; }

    /// <summary>The exact amount expected next: the quote's at first, what is missing after an underpayment.</summary>
    [Id(3)] public required UInt128 Units { get; init; }

    /// <summary>Expiry plus grace: until then the amount is given to nobody else.</summary>
    [Id(4)] public required DateTimeOffset Until { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
