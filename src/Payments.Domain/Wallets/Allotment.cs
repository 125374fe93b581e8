using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Identity;

namespace Payments.Domain.Wallets;

/// <summary>An address derived from an extended key, and the order it was given to. The stored row is the allotment: there is no other list of indexes.</summary>
[GenerateSerializer, Immutable, Alias("allotment")]
public sealed record Allotment
{
    /// <summary><see cref="ExtendedKey.Id"/> of the key.</summary>
    [Id(0)] public required string Key { get; init; }

    /// <summary>The address is <c>0/index</c> below the key.</summary>
    [Id(1)] public required long Index { get; init; }

    /// <summary>The order that has the address, or had it last.</summary>
    [Id(2)] public required OrderId Order { get; init; }

    /// <summary>When that order was opened: older payments are not for it.</summary>
    [Id(3)] public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Expiry plus grace: until then whatever comes is the order's.</summary>
    [Id(4)] public required DateTimeOffset Until { get; init; }

    /// <summary>Until when blocks are searched for the address; what comes after <see cref="Until"/> is unmatched money that names the order.</summary>
    [Id(5)] public required DateTimeOffset WatchUntil { get; init; }

    /// <summary>When a block was first read that pays here anything at all; such an address is never given to another order, and wallets count their gap from it.</summary>
    [Id(6)] public DateTimeOffset? PaidAt { get; init; }

    /// <summary>
    /// When a transaction to here was first seen that waited for a block. The public knows the address since, and a transaction that was replaced or dropped may
    /// still be mined, so it is never given to another order either. Wallets forget such a transaction: their gap goes on.
    /// </summary>
    [Id(7)] public DateTimeOffset? SightedAt { get; init; }

    /// <summary>
    /// How far the chain had been read or seen when that order was quoted the address, or null; see <see cref="OpeningRules"/>.
    /// </summary>
    [Id(8)] public long? Position { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
