using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Identity;

namespace Payments.Domain.People;

/// <summary>One of a shop's people, as the shop's merchant stores it. What it says of the role counts from the next request on.</summary>
[GenerateSerializer, Immutable, Alias("shop-person")]
public sealed record ShopPerson
{
    /// <summary>The person.</summary>
    [Id(0)] public required PersonId Person { get; init; }

    /// <summary>The e-mail address in lower case.</summary>
    [Id(1)] public required string Email { get; init; }

    /// <summary>The role.</summary>
    [Id(2)] public required ShopRole Role { get; init; }

    /// <summary>When the person joined.</summary>
    [Id(3)] public required DateTimeOffset Since { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>Somebody who was one of a shop's people, kept for <see cref="ShopPeopleRules.FormerKept"/> for the others to see.</summary>
[GenerateSerializer, Immutable, Alias("former-shop-person")]
public sealed record FormerShopPerson
{
    /// <summary>The e-mail address in lower case.</summary>
    [Id(0)] public required string Email { get; init; }

    /// <summary>The last role.</summary>
    [Id(1)] public required ShopRole Role { get; init; }

    /// <summary>When the person was taken out.</summary>
    [Id(2)] public required DateTimeOffset RemovedAt { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>An invitation to a shop that waits. Stored by its hash alone.</summary>
[GenerateSerializer, Immutable, Alias("shop-invitation")]
public sealed record ShopInvitation
{
    /// <summary>16 hex digits, unique within the merchant; it opens nothing.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>Lower-case hex SHA-256 of the link's token.</summary>
    [Id(1)] public required string TokenHash { get; init; }

    /// <summary>The e-mail address of who is invited, in lower case; nobody else can take it.</summary>
    [Id(2)] public required string Email { get; init; }

    /// <summary>The role that it gives.</summary>
    [Id(3)] public required ShopRole Role { get; init; }

    /// <summary>Until when it may be used.</summary>
    [Id(4)] public required DateTimeOffset Until { get; init; }

    /// <summary>Whether an operator of the installation issued it, so that it makes an account where owners may not.</summary>
    [Id(5)] public bool IsOperators { get; init; }

    /// <summary>Who of the shop issued it: it goes when that person may not invite any more. Null for an operator.</summary>
    [Id(6)] public PersonId? By { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
