using Payments.Contracts.Merchants;
using Payments.Domain.Merchants;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Users;

namespace Payments.Http.Merchants;

/// <summary>Reads changes of a merchant's profile, from the API and the console's form.</summary>
internal static class MerchantRequest
{
    /// <summary>The fields that are objects.</summary>
    public static readonly string[] Nested = ["user_tokens", "recharge"];

    /// <summary>Every field.</summary>
    public static readonly string[] Fields = ["name", "webhook_url", "notify_method", "polling", .. Nested];

    /// <summary>A changed profile: what is left out stays.</summary>
    /// <exception cref="InputException">A field is wrong, or callbacks may never reach an address.</exception>
    public static async Task<UpdateMerchant> ReadAsync(JsonFields body, Merchant known, IMerchantGrain merchant)
    {
        var command = new UpdateMerchant
        {
            Name = body.Has("name") ? ApiRules.Name(body.Required("name")) : null,
            WebhookUrl = body.Has("webhook_url") ? InputRules.Url(body.Required("webhook_url"), "webhook_url") : null,
            NotifyMethod = body.Has("notify_method") ? ApiRules.Method(body.Required("notify_method")) : null,
            Polls = body.Has("polling") ? body.Flag("polling") : null,
            UserTokens = body.Object("user_tokens") is { } tokens ? UserTokenRequest.Read(tokens) : null,
            Recharge = body.Object("recharge") is { } recharge ? RechargeSettingsRequest.Read(recharge) : null,
        };
        // One that was saved before the rule, or before a setting was taken back, may be sent along with what changes.
        if (command.WebhookUrl != known.WebhookUrl) await RequireReachAsync(merchant, command.WebhookUrl);
        await RequireReachAsync(merchant, command.UserTokens?.JwksUrl, "user_tokens.jwks_url");
        return command;
    }

    /// <summary>Refuses an address that callbacks may never reach.</summary>
    /// <exception cref="InputException">They may not.</exception>
    public static async Task RequireReachAsync(IMerchantGrain merchant, string? url, string field = "webhook_url")
    {
        if (url is not null && await merchant.WhyForbiddenAsync(url) is { } forbidden) throw new InputException(field, forbidden);
    }
}
