using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Audit;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Notices;
using Payments.Domain.People;
using Payments.Domain.Risk;
using Payments.Domain.Sharing;
using Payments.Domain.Users;

namespace Payments.Domain.Merchants;

/// <summary>A merchant as stored: no secret in the clear, no API key at all.</summary>
[GenerateSerializer, Immutable, Alias("merchant")]
public sealed record Merchant
{
    /// <summary>The version of this stored form.</summary>
    [Id(0), JsonPropertyName("v")] public int Version { get; init; } = 1;

    /// <summary>The merchant's id.</summary>
    [Id(1)] public required MerchantId Id { get; init; }

    /// <summary>The EPay merchant number, digits.</summary>
    [Id(2)] public required long Pid { get; init; }

    /// <summary>Display name.</summary>
    [Id(3)] public required string Name { get; init; }

    /// <summary>E-mail address in lower case; registers once.</summary>
    [Id(4)] public required string Email { get; init; }

    /// <summary>WoPay's webhook URL.</summary>
    [Id(5)] public string? WebhookUrl { get; init; }

    /// <summary>Whether it is served.</summary>
    /// <remarks>Number 6 was the same as a text; a number is never given again.</remarks>
    [Id(14)] public MerchantStatus Status { get; init; }

    /// <summary>Lower-case hex SHA-256 of the first API key, the WoPay document's; see <see cref="ApiKeyRules"/>.</summary>
    [Id(7)] public required string ApiKeyHash { get; init; }

    /// <summary>The signing secret, sealed under the master key.</summary>
    [Id(8)] public required string SealedSecret { get; init; }

    /// <summary>Registration.</summary>
    [Id(9)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last change.</summary>
    [Id(10)] public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Receiving wallets in the merchant's order of preference.</summary>
    [Id(11)] public IReadOnlyList<Wallet> Wallets { get; init; } = [];

    /// <summary>How EPay callbacks go out.</summary>
    [Id(12)] public NotifyMethod NotifyMethod { get; init; } = NotifyMethod.Auto;

    /// <summary>Which method a shop's host last answered with success, for <see cref="Callbacks.NotifyMethod.Auto"/>.</summary>
    [Id(13)] public IReadOnlyDictionary<string, NotifyMethod> LearnedMethods { get; init; } = new Dictionary<string, NotifyMethod>();

    /// <summary>Whether the merchant asks for its orders' state by itself, so that orders without a callback address are taken.</summary>
    [Id(15)] public bool Polls { get; init; }

    /// <summary>
    /// All API keys, the first in front; empty as long as nothing is stored of the first but its hash. Read by <see cref="ApiKeyRules"/>.
    /// </summary>
    [Id(24)] public IReadOnlyList<ApiKey> Keys { get; init => field = value ?? []; } = [];

    /// <summary>Rate limits of its own, set by an operator; null for the installation's.</summary>
    [Id(25)] public MerchantLimits? Limits { get; init; }

    /// <summary>
    /// The signing secret before the present one, sealed as that is, while a rotation overlaps; null otherwise. Both are sealed under the
    /// same master key.
    /// </summary>
    [Id(20)] public string? SealedFormerSecret { get; init; }

    /// <summary>Until when the former secret is in force.</summary>
    [Id(21)] public DateTimeOffset? FormerSecretUntil { get; init; }

    /// <summary>Providers at which the merchant has accounts of its own, in the order in which payers see them.</summary>
    [Id(32)] public IReadOnlyList<MerchantProvider> Providers { get; init => field = value ?? []; } = [];

    /// <summary>Which tokens of its end users are taken; null for none.</summary>
    [Id(31)] public UserTokenSettings? UserTokens { get; init; }

    /// <summary>How the recharge face serves its end users; null for the provider, and return addresses of the gateway's alone.</summary>
    [Id(33)] public RechargeSettings? Recharge { get; init; }

    /// <summary>Addresses that are told of chosen events, in the order in which they were added.</summary>
    [Id(22)] public IReadOnlyList<WebhookEndpoint> Endpoints { get; init => field = value ?? []; } = [];

    /// <summary>Its own rules of risk control, and their lists; null for none.</summary>
    [Id(37)] public RiskBook? Risk { get; init; }

    /// <summary>Who gets a part of what its payers pay at providers, in the order in which it counts.</summary>
    [Id(45)] public IReadOnlyList<ShareRule> ShareRules { get; init => field = value ?? []; } = [];

    /// <summary>Who works in the shop by way of the console, in the order in which they joined.</summary>
    [Id(43)] public IReadOnlyList<ShopPerson> People { get; init => field = value ?? []; } = [];

    /// <summary>Who was taken out of the shop lately, oldest first; at most <see cref="ShopPeopleRules.Most"/>.</summary>
    [Id(70)] public IReadOnlyList<FormerShopPerson> FormerPeople { get; init => field = value ?? []; } = [];

    /// <summary>Invitations to the shop that wait, and some whose time is over.</summary>
    [Id(44)] public IReadOnlyList<ShopInvitation> Invitations { get; init => field = value ?? []; } = [];

    /// <summary>When it had a wallet first, where that was noted: later ones may have to wait, see <see cref="MerchantRules"/>.</summary>
    [Id(47)] public DateTimeOffset? FirstWalletAt { get; init; }

    /// <summary>When the signing secret was last replaced; null for never, or before that was noted.</summary>
    [Id(59)] public DateTimeOffset? SecretChangedAt { get; init; }

    /// <summary>How it looks to payers; null for the gateway's own look and the merchant's name.</summary>
    [Id(60)] public Branding? Branding { get; init; }

    /// <summary>The newest entry of the audit log about it; null before its first change since there is a log.</summary>
    [Id(50)] public AuditMark? Audit { get; init; }

    /// <summary>To whom the shop's notices go, in the order in which they were added.</summary>
    [Id(55)] public IReadOnlyList<NoticeTarget> Notices { get; init => field = value ?? []; } = [];

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>The name that payers see.</summary>
    [JsonIgnore] public string ShownName => Branding?.Name ?? Name;

    /// <summary>The merchant with the wallets in which quotes are given at a time; the same instance where all are.</summary>
    public Merchant OpenAt(DateTimeOffset now) => Wallets.All(wallet => wallet.IsOpen(now))
        ? this
        : this with { Wallets = [.. Wallets.Where(wallet => wallet.IsOpen(now))] };
}
