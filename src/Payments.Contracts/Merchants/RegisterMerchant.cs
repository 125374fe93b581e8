using Orleans;
using Payments.Domain.Identity;

namespace Payments.Contracts.Merchants;

/// <summary>A registration whose fields the face has checked.</summary>
[GenerateSerializer, Immutable, Alias("register-merchant")]
public sealed record RegisterMerchant
{
    /// <summary>Display name.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>E-mail address in lower case.</summary>
    [Id(1)] public required string Email { get; init; }

    /// <summary>WoPay's webhook URL, or null.</summary>
    [Id(2)] public string? WebhookUrl { get; init; }

    /// <summary>The person of <see cref="Email"/> who owns the shop in the console from the same write on; null for nobody yet.</summary>
    [Id(3)] public PersonId? Owner { get; init; }
}
