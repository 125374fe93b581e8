using Orleans;
using Payments.Domain.Callbacks;
using Payments.Domain.Merchants;
using Payments.Domain.Users;

namespace Payments.Contracts.Merchants;

/// <summary>Changes to a merchant; null leaves a field as it is.</summary>
[GenerateSerializer, Immutable, Alias("update-merchant")]
public sealed record UpdateMerchant
{
    /// <summary>New display name.</summary>
    [Id(0)] public string? Name { get; init; }

    /// <summary>New webhook URL.</summary>
    [Id(1)] public string? WebhookUrl { get; init; }

    /// <summary>New notify method; setting it forgets what was learned.</summary>
    [Id(2)] public NotifyMethod? NotifyMethod { get; init; }

    /// <summary>Whether the merchant asks for its orders by itself, so that they need no callback address.</summary>
    [Id(3)] public bool? Polls { get; init; }

    /// <summary>Which tokens of its end users are taken from now on.</summary>
    [Id(10)] public UserTokenSettings? UserTokens { get; init; }

    /// <summary>How the recharge face serves its end users from now on.</summary>
    [Id(11)] public RechargeSettings? Recharge { get; init; }

    /// <summary>The name and the colour that payers see from now on; the logo of it counts nothing.</summary>
    [Id(12)] public Branding? Branding { get; init; }

    /// <summary>The logo that payers see from now on, stored by then; name and colour of it count nothing.</summary>
    [Id(13)] public Branding? Logo { get; init; }
}
