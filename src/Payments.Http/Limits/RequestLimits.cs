using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Payments.Contracts.Limits;
using Payments.Domain.Identity;
using Payments.Domain.Limits;
using Payments.Domain.Merchants;
using Payments.Domain.Settings;
using Payments.Domain.Users;
using Payments.Http.Common;
using Payments.Http.Ops;

namespace Payments.Http.Limits;

/// <summary>Counts requests, and refuses those that are too many with 429, when to come again, and the limit.</summary>
/// <remarks>
/// Who is not counted: loopback, the networks of the setting <c>Limits:Free</c>, and, where an address is what is counted, whoever comes
/// through a proxy that nobody named (<see cref="ClientAddresses"/>).
/// </remarks>
public sealed class RequestLimits(
    RateLimiter limiter, LimitRules rules, ClientAddresses clients, HttpMetrics metrics, IOptions<LimitOptions> options,
    IOptions<PaymentsHttpOptions> http)
{
    private readonly NetworkList free = NetworkList.Parse(options.Value.Free);

    /// <summary>Counts an API request from an address.</summary>
    /// <param name="context">The request.</param>
    /// <param name="merchant">Who called, where that is known: it may have a number of its own.</param>
    /// <exception cref="InputException">There are too many.</exception>
    public ValueTask CountAddressAsync(HttpContext context, Merchant? merchant)
    {
        var owner = merchant?.Limits?.NetworkPerHour is null ? "" : merchant.Id.Value;
        return CountAddressAsync(context, LimitRules.Network, rules.Address(merchant), owner);
    }

    /// <summary>Whether an address has no API request left, as far as this front knows: its unknown keys are not even looked up.</summary>
    public bool IsAddressSpent(HttpContext context) => CountedAddress(context) is { } address && rules.Address(null).Tokens > 0 &&
        limiter.SpentFor(OfAddress(LimitRules.Network, address)) is not null;

    /// <summary>Counts a request of an API key.</summary>
    /// <exception cref="InputException">There are too many.</exception>
    public ValueTask CountKeyAsync(HttpContext context, KeyHolder caller)
    {
        if (IsFree(context)) return default;
        var policy = RouteLimit.PolicyOf(context);
        var merchant = caller.Access.Merchant;
        var partition = new RatePartition(policy, merchant.Id.Value, caller.Key.Id);
        return CountAsync(context, partition, rules.Key(policy, merchant), Api.ApiRoutes.ApiKeyHeader);
    }

    /// <summary>Counts a recharge that an end user begins.</summary>
    /// <exception cref="InputException">There are too many.</exception>
    public ValueTask CountRechargeAsync(HttpContext context, MerchantId merchant, UserId user) => IsFree(context)
        ? default
        : CountAsync(context, new RatePartition(LimitRules.Recharges, merchant.Value, user.Value), rules.UserRecharges, "Authorization");

    /// <summary>Counts a transaction that a merchant has looked for.</summary>
    /// <exception cref="InputException">There are too many.</exception>
    public ValueTask CountLookAsync(HttpContext context, MerchantId merchant) => IsFree(context)
        ? default
        : CountAsync(context, new RatePartition(LimitRules.Looks, merchant.Value), rules.MerchantLooks, Api.ApiRoutes.ApiKeyHeader);

    /// <summary>Counts an order that an address opens by a payment link.</summary>
    /// <exception cref="InputException">There are too many.</exception>
    public ValueTask CountLinkOrderAsync(HttpContext context) =>
        CountAddressAsync(context, LimitRules.LinkOrders, rules.AddressLinkOrders);

    /// <summary>Counts a signed request of a shop on its face.</summary>
    /// <param name="context">The request.</param>
    /// <param name="merchant">The merchant.</param>
    /// <param name="field">The field that names the merchant on this face.</param>
    /// <exception cref="InputException">There are too many.</exception>
    public ValueTask CountShopAsync(HttpContext context, Merchant merchant, string field) => IsFree(context) ? default
        : CountAsync(context, new RatePartition(FaceRoute.NameOf(context), merchant.Id.Value), rules.Shop(merchant), field);

    /// <summary>Counts a request to a shop's face from an address.</summary>
    /// <exception cref="InputException">There are too many.</exception>
    public ValueTask CountShopAddressAsync(HttpContext context) =>
        CountAddressAsync(context, $"{FaceRoute.NameOf(context)}-{LimitRules.Network}", rules.ShopAddress);

    /// <summary>Refuses to hear an admin key from an address that sent too many wrong ones.</summary>
    /// <returns>For how long; null where the key may be judged.</returns>
    public TimeSpan? RefuseAttempt(HttpContext context)
    {
        if (CountedAddress(context) is not { } address || rules.WrongKeys.Tokens == 0) return null;
        var wait = limiter.SpentFor(OfAddress(LimitRules.Attempts, address));
        if (wait is not null) metrics.Limited(LimitRules.Attempts);
        return wait;
    }

    /// <summary>Counts a wrong admin key.</summary>
    public async ValueTask CountAttemptAsync(HttpContext context)
    {
        if (CountedAddress(context) is { } address && rules.WrongKeys is { Tokens: > 0 } quota)
            await limiter.TakeAsync(OfAddress(LimitRules.Attempts, address), quota);
    }

    /// <summary>Takes a place for a registration without the admin key, from wherever it comes: each is a row for ever.</summary>
    /// <returns>Null, or how long there is none.</returns>
    public async ValueTask<TimeSpan?> TakeRegistrationAsync()
    {
        var quota = new RateQuota(http.Value.RegistrationsPerHour, TimeSpan.FromHours(1));
        var take = await limiter.TakeAsync(new RatePartition(LimitRules.Registrations), quota);
        if (take.Verdict is TakeVerdict.Taken) return null;
        metrics.Limited(LimitRules.Registrations);
        return take.EndsIn;
    }

    /// <summary>
    /// The network that a request counts for, for a limit that another part of the gateway keeps; null for one that is not counted.
    /// </summary>
    public ClientNetwork? NetworkOf(HttpContext context) =>
        CountedAddress(context) is { } address ? ClientNetwork.Of(address) : null;

    private ValueTask CountAddressAsync(HttpContext context, string policy, RateQuota quota, string owner = "") =>
        CountedAddress(context) is { } address
            ? CountAsync(context, OfAddress(policy, address, owner), quota, "address")
            : default;

    private ValueTask CountAsync(HttpContext context, RatePartition partition, RateQuota quota, string field)
    {
        if (quota.Tokens == 0) return default;
        var taking = limiter.TakeAsync(partition, quota);
        if (!taking.IsCompletedSuccessfully) return AwaitAsync(context, partition.Policy, quota, field, taking);
        Judge(context, partition.Policy, quota, field, taking.Result);
        return default;
    }

    private async ValueTask AwaitAsync(HttpContext context, string policy, RateQuota quota, string field, ValueTask<TokenTake> taking) =>
        Judge(context, policy, quota, field, await taking);

    private void Judge(HttpContext context, string policy, RateQuota quota, string field, TokenTake take)
    {
        LimitHeaders.Add(context.Response, policy, quota, take);
        if (take.Verdict is TakeVerdict.Taken) return;
        metrics.Limited(policy);
        // EPay answers its own errors with 200; a limit is told to whatever stands between, too.
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        var period = quota.Window >= TimeSpan.FromHours(1) ? "an hour" : quota.Window >= TimeSpan.FromMinutes(1) ? "a minute" : "a second";
        throw new InputException(field, $"at most {quota.Tokens} requests {period}; try again in {LimitHeaders.Seconds(take.EndsIn)} s",
            StatusCodes.Status429TooManyRequests)
        { RetryAfter = take.EndsIn };
    }

    private static RatePartition OfAddress(string policy, IPAddress address, string owner = "") =>
        new(policy, owner, Network: ClientNetwork.Of(address).Value);

    private IPAddress? CountedAddress(HttpContext context) => clients.Of(context) is { } address && !IsFree(address) ? address : null;

    private bool IsFree(HttpContext context) => clients.Of(context) is { } address && IsFree(address);

    private bool IsFree(IPAddress address) => IPAddress.IsLoopback(address) || free.Contains(address);
}
