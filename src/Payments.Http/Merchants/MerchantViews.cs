using Payments.Contracts.Merchants;
using Payments.Domain.Merchants;
using Payments.Http.Api;
using Payments.Http.Users;

namespace Payments.Http.Merchants;

/// <summary>A fresh registration; the only answer besides new keys that shows key and secret.</summary>
internal sealed record RegisteredView(string MerchantId, long Pid, string Name, string Email, string ApiKey, string ApiSecret,
    string CreatedAt)
{
    public static RegisteredView Of(MerchantKeys keys) =>
        new(keys.Merchant.Id.ToUuid(), keys.Merchant.Pid, keys.Merchant.Name, keys.Merchant.Email, keys.ApiKey, keys.ApiSecret,
            ApiTime.Format(keys.Merchant.CreatedAt));
}

/// <summary>A merchant's profile; <c>unpaid_orders</c> of its orders wait for a first payment, and <c>unpaid_limit</c> may.</summary>
internal sealed record MerchantView(
    string Id,
    long Pid,
    string Name,
    string Email,
    string? WebhookUrl,
    string NotifyMethod,
    string Status,
    bool Polling,
    long UnpaidOrders,
    long UnpaidLimit,
    UserTokensView UserTokens,
    RechargeSettingsView Recharge,
    string CreatedAt,
    string UpdatedAt)
{
    public static MerchantView Of(Merchant merchant, UnpaidCount unpaid) => new(
        merchant.Id.ToUuid(),
        merchant.Pid,
        merchant.Name,
        merchant.Email,
        merchant.WebhookUrl,
        merchant.NotifyMethod.ToString().ToLowerInvariant(),
        merchant.Status.ToString().ToLowerInvariant(),
        merchant.Polls,
        unpaid.Number,
        unpaid.Limit,
        UserTokensView.Of(merchant.UserTokens),
        RechargeSettingsView.Of(merchant.Recharge),
        ApiTime.Format(merchant.CreatedAt),
        ApiTime.Format(merchant.UpdatedAt));
}

/// <summary>New keys.</summary>
internal sealed record KeysView(string ApiKey, string ApiSecret, string GeneratedAt)
{
    public static KeysView Of(IssuedKeys keys) => new(keys.ApiKey, keys.ApiSecret!, ApiTime.Format(keys.Merchant.UpdatedAt));
}

/// <summary>New keys, with whose they are. The secret is null where the old one stays.</summary>
internal sealed record IssuedKeysView(string MerchantId, long Pid, string ApiKey, string? ApiSecret, string GeneratedAt)
{
    public static IssuedKeysView Of(IssuedKeys keys) => new(keys.Merchant.Id.ToUuid(), keys.Merchant.Pid, keys.ApiKey, keys.ApiSecret,
        ApiTime.Format(keys.Merchant.UpdatedAt));
}
