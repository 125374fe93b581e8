using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Payments.Contracts;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Faces.WoPay;
using Payments.Http.Limits;
using Payments.Http.Users;

namespace Payments.Http.Merchants;

/// <summary>Registration, profile and keys, as the WoPay document has them.</summary>
internal sealed class MerchantEndpoints(
    IOrderIds ids, PaymentLists payments, AdminGate gate, RequestLimits limits, IOptions<PaymentsHttpOptions> options) : IApiEndpoints
{
    private const string KeyNeeded = "is needed to register from here; behind a proxy it is taken at /api/v1/admin/merchants only";

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapOpen("POST", "/merchants", RegisterOpenlyAsync);
        routes.MapAdmin("POST", "/admin/merchants", RegisterAsync);
        routes.MapAdmin("POST", "/admin/merchants/{id}/keys", IssueNamedKeysAsync);
        routes.MapOwn("GET", "/merchants/{id}", KeyScopes.Read, GetAsync);
        routes.MapOwn("PUT", "/merchants/{id}", KeyScopes.Manage, UpdateAsync, GuardedChange.Endpoint);
        routes.MapOwn("GET", "/merchants/{id}/stats", KeyScopes.Read, StatsAsync);
        routes.MapOwn("POST", "/merchants/{id}/regenerate-keys", ApiKeyRules.AllScopes, RegenerateKeysAsync, GuardedChange.Keys);
        routes.MapOwn("POST", "/merchants/{id}/keys", ApiKeyRules.AllScopes, IssueOwnKeysAsync, GuardedChange.Keys);
    }

    /// <summary>A public route: with the admin key only where no proxy let the caller in, without it where the gate is open.</summary>
    private async Task<IResult> RegisterOpenlyAsync(ApiCall call)
    {
        if (!LocalCaller.IsProxied(call.Request) && await gate.LetsInAsync(call.Http))
            return await RegisterAsync(call);
        if (!RegistrationGate.IsOpen(call.Http, options.Value))
            throw new InputException(AdminKey.Header, KeyNeeded, StatusCodes.Status401Unauthorized);
        if (await limits.TakeRegistrationAsync() is not { } wait) return await RegisterAsync(call);
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        var error = $"too many registrations, try again in {seconds} seconds; the operator's setting is Registration:MostPerHour";
        return call.Refuse(StatusCodes.Status429TooManyRequests, error, wait);
    }

    private async Task<IResult> RegisterAsync(ApiCall call)
    {
        var body = await call.BodyAsync("name", "email", "webhook_url");
        var command = new RegisterMerchant
        {
            Name = ApiRules.Name(body.Required("name")),
            Email = ApiRules.Email(body.Required("email")),
            WebhookUrl = InputRules.Url(body.Text("webhook_url"), "webhook_url"),
        };
        var merchant = call.Grains.Find<IMerchantGrain>(ids.ForEmail(command.Email).GrainKey);
        await MerchantRequest.RequireReachAsync(merchant, command.WebhookUrl);
        return await merchant.RegisterAsync(command) is { } keys
            ? call.Answer(RegisteredView.Of(keys), ApiJson.Relaxed.EnvelopeRegisteredView, StatusCodes.Status201Created)
            : call.Refuse(StatusCodes.Status409Conflict,
                "email: is registered already; sign in with that merchant's API key, or have the operator issue a new one");
    }

    private static Task<IResult> GetAsync(ApiCall call)
    {
        RequireSelf(call);
        return ShowAsync(call, call.Access.Merchant);
    }

    private static async Task<IResult> UpdateAsync(ApiCall call)
    {
        RequireSelf(call);
        var body = await call.NestedBodyAsync(MerchantRequest.Nested, MerchantRequest.Fields);
        var command = await MerchantRequest.ReadAsync(body, call.Access.Merchant, call.Merchant);
        var merchant = await call.Merchant.UpdateAsync(command, call.KeyHash);
        return await ShowAsync(call, merchant ?? throw ApiRoutes.NoKey);
    }

    private async Task<IResult> StatsAsync(ApiCall call)
    {
        RequireSelf(call);
        return call.Answer(await payments.CountAsync(call), ApiJson.Relaxed.EnvelopeStatsView);
    }

    private static async Task<IResult> RegenerateKeysAsync(ApiCall call)
    {
        RequireSelf(call);
        var keys = await call.Merchant.IssueKeysAsync(secretToo: true, call.KeyHash) ?? throw ApiRoutes.NoKey;
        return call.Answer(KeysView.Of(keys), ApiJson.Relaxed.EnvelopeKeysView);
    }

    private static async Task<IResult> IssueOwnKeysAsync(ApiCall call)
    {
        RequireSelf(call);
        return await IssueKeysAsync(call, call.Access.Merchant.Id) ?? throw ApiRoutes.NoKey;
    }

    /// <summary>
    /// Beyond the document, so that nobody stays locked out: a registration may have been stored although its answer never came.
    /// </summary>
    private async Task<IResult> IssueNamedKeysAsync(ApiCall call) =>
        await IssueKeysAsync(call, Named(call, ids)) ?? call.Refuse(StatusCodes.Status404NotFound, "merchant_id: no such merchant");

    /// <summary>The new keys, or null where the merchant is not there or the caller's key is void by now.</summary>
    private static async Task<IResult?> IssueKeysAsync(ApiCall call, MerchantId merchant)
    {
        var secretToo = call.HasBody && (await call.BodyAsync("rotate_secret")).Flag("rotate_secret");
        var keys = await call.Grains.Find<IMerchantGrain>(merchant.GrainKey).IssueKeysAsync(secretToo, call.KeyHash);
        return keys is null ? null : call.Answer(IssuedKeysView.Of(keys), ApiJson.Relaxed.EnvelopeIssuedKeysView);
    }

    /// <summary>Operators may name a merchant by its e-mail address: the id of a registration without an answer nobody has seen.</summary>
    internal static MerchantId Named(ApiCall call, IOrderIds ids)
    {
        var name = call.Route("id");
        if (MerchantId.TryParse(name, out var id)) return id;
        return name.Contains('@') ? ids.ForEmail(ApiRules.Email(name))
            : throw new InputException("merchant_id", "expected a UUID or an e-mail address", StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ShowAsync(ApiCall call, Merchant merchant) =>
        call.Answer(MerchantView.Of(merchant, await call.Merchant.CountUnpaidAsync()), ApiJson.Relaxed.EnvelopeMerchantView);

    /// <summary>Whether the other merchant exists is nobody's business: every id that is not the caller's gets the same answer.</summary>
    private static void RequireSelf(ApiCall call)
    {
        if (!MerchantId.TryParse(call.Route("id"), out var id))
            throw new InputException("merchant_id", "expected a UUID", StatusCodes.Status404NotFound);
        if (id != call.Access.Merchant.Id)
            throw new InputException("merchant_id", "belongs to another merchant", StatusCodes.Status403Forbidden);
    }
}
