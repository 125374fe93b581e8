using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Payments.Contracts.Audit;
using Payments.Domain.Audit;
using Payments.Domain.Merchants;
using Payments.Domain.Settings;
using Payments.Http.Common;
using Payments.Http.Limits;
using Payments.Http.Merchants;
using Payments.Http.Users;

namespace Payments.Http.Api;

/// <summary>Authenticates, calls, and puts whatever went wrong into the envelope.</summary>
internal sealed class ApiRoutes(
    IEndpointRouteBuilder routes, ApiServices services, AdminGate gate, MerchantDirectory merchants, ClientAddresses clients, KeyUses uses,
    ChangeGuard guard, RequestLimits limits, UserTokens tokens, ILogger<ApiRoutes> logger)
{
    /// <summary>The header of the WoPay document.</summary>
    public const string ApiKeyHeader = "X-API-Key";

    /// <summary>The refusal of an API key that nobody has, or has any more.</summary>
    public static InputException NoKey => new(ApiKeyHeader, "is not a valid key", StatusCodes.Status401Unauthorized);

    /// <summary>A route for everybody.</summary>
    public void MapOpen(string method, string path, Func<ApiCall, Task<IResult>> handler) =>
        Map(RouteReach.Public, method, path, Nobody, handler);

    /// <summary>A route for merchants with an API key.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path below <c>/api/v1</c>.</param>
    /// <param name="scope">What the key must be allowed to do.</param>
    /// <param name="handler">Answers.</param>
    /// <param name="change">What the route changes, where that is guarded.</param>
    public void MapOwn(string method, string path, KeyScopes scope, Func<ApiCall, Task<IResult>> handler, GuardedChange? change = null) =>
        Guard(Map(RouteReach.Public, method, path, AuthenticateAsync, handler).WithScope(scope), change);

    /// <summary>A route for end users with a token of their merchant.</summary>
    public IEndpointConventionBuilder MapUser(string method, string path, Func<ApiCall, Task<IResult>> handler) =>
        Map(RouteReach.Public, method, path, async context => await tokens.AuthenticateAsync(context), handler);

    /// <summary>A route for operators with the admin key.</summary>
    public void MapAdmin(string method, string path, Func<ApiCall, Task<IResult>> handler) =>
        Map(RouteReach.Operator, method, path, RequireAdminAsync, handler);

    /// <summary>
    /// A route for merchants with their API key, and for operators who send the admin key and are no caller. It is public, so a proxy lets
    /// everybody reach it: there the admin key is not judged, or strangers could try keys past the proxy's rules for operators.
    /// </summary>
    public void MapOwnOrAdmin(
        string method, string path, KeyScopes scope, Func<ApiCall, Task<IResult>> handler, GuardedChange? change = null) =>
        Guard(Map(RouteReach.Public, method, path, context =>
            context.Request.Headers.ContainsKey(AdminKey.Header) && !LocalCaller.IsProxied(context.Request)
                ? RequireAdminAsync(context)
                : AuthenticateAsync(context), handler).WithScope(scope), change);

    private static void Guard(IEndpointConventionBuilder route, GuardedChange? change)
    {
        if (change is { } guarded) route.WithMetadata(new RouteGuard(guarded));
    }

    private IEndpointConventionBuilder Map(
        RouteReach reach, string method, string path,
        Func<HttpContext, Task<ApiCaller?>> authenticate, Func<ApiCall, Task<IResult>> handler) =>
        routes.MapMethods(path, [method], (RequestDelegate)(context => RunAsync(context, authenticate, handler))).WithReach(reach)
            .WithMetadata(RouteLimit.Of(path));

    private async Task RunAsync(HttpContext context, Func<HttpContext, Task<ApiCaller?>> authenticate,
        Func<ApiCall, Task<IResult>> handler)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        var result = await ResultAsync(context, authenticate, handler);
        await result.ExecuteAsync(context);
    }

    private async Task<IResult> ResultAsync(HttpContext context, Func<HttpContext, Task<ApiCaller?>> authenticate,
        Func<ApiCall, Task<IResult>> handler)
    {
        try
        {
            var call = new ApiCall(context, services, authenticate);
            await AdmitAsync(context, call);
            AuditContext.Set(ActorOf(context, call));
            return await handler(call);
        }
        catch (InputException refusal)
        {
            return Refuse(context, refusal.Status, refusal.Message, refusal.RetryAfter);
        }
        catch (BadHttpRequestException refusal)
        {
            return Refuse(context, refusal.StatusCode, "body: could not be read");
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            HttpLog.Failed(logger, FaceRoute.NameOf(context), exception);
            var failure = Failure.Of(exception);
            return Refuse(context, failure.Status, failure.Text);
        }
    }

    /// <summary>
    /// Finds who calls and counts the request. One that may not call counts for its address as well; of an address that has none left, keys
    /// are looked up only where that costs nothing, as their merchants may have numbers of their own. Operators are counted by their wrong
    /// keys.
    /// </summary>
    private async ValueTask AdmitAsync(HttpContext context, ApiCall call)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<RouteReach>() == RouteReach.Operator)
        {
            await call.AuthenticateAsync();
            return;
        }
        if (limits.IsAddressSpent(context) && !merchants.Knows(context.Request.Headers[ApiKeyHeader].ToString()))
            await limits.CountAddressAsync(context, merchant: null);
        try
        {
            await call.AuthenticateAsync();
        }
        catch (InputException)
        {
            await limits.CountAddressAsync(context, merchant: null);
            throw;
        }
        await limits.CountAddressAsync(context, call.Found?.Access.Merchant);
        if (call.Caller is not { } caller) return;
        await limits.CountKeyAsync(context, caller);
        guard.Record(context, caller);
    }

    /// <summary>
    /// Who calls, for the audit log. Without a caller it is an operator where the route asks for one, or for an API key or one.
    /// </summary>
    private AuditActor ActorOf(HttpContext context, ApiCall call)
    {
        var from = clients.Of(context)?.ToString();
        if (call.Caller is { } caller) return new AuditActor("key", $"{caller.Key.Id} {caller.Key.Name}", from);
        if (call.Found is EndUser user) return new AuditActor("user", user.User.Value, from);
        var metadata = context.GetEndpoint()?.Metadata;
        return metadata?.GetMetadata<RouteReach>() == RouteReach.Operator || metadata?.GetMetadata<RouteScope>() is not null
            ? new AuditActor("operator", "", from)
            : new AuditActor("anyone", "", from);
    }

    private static Task<ApiCaller?> Nobody(HttpContext context) => Task.FromResult<ApiCaller?>(null);

    private async Task<ApiCaller?> RequireAdminAsync(HttpContext context) =>
        await gate.LetsInAsync(context)
        ? null
        : throw new InputException(AdminKey.Header, "is missing or does not fit", StatusCodes.Status401Unauthorized);

    private async Task<ApiCaller?> AuthenticateAsync(HttpContext context)
    {
        var key = context.Request.Headers[ApiKeyHeader].ToString();
        if (key.Length == 0) throw new InputException(ApiKeyHeader, "is required", StatusCodes.Status401Unauthorized);
        var caller = await merchants.ByApiKeyAsync(key) ?? throw NoKey;
        if (caller.Access.Merchant.Status != MerchantStatus.Active)
            throw new InputException(ApiKeyHeader, "this merchant is suspended", StatusCodes.Status403Forbidden);
        var address = clients.Of(context);
        if (caller.Key.Network is { } network && !(address is not null && NetworkList.Parse(network).Contains(address)))
            throw Outside(address);
        RouteScope.Require(context, caller.Key);
        ChangeGuard.Require(context, caller);
        uses.Note(caller, address);
        return caller;
    }

    private static InputException Outside(IPAddress? address) => new(ApiKeyHeader,
        $"this key may not be used from {address?.ToString() ?? "an address that cannot be told"}", StatusCodes.Status403Forbidden);

    private IResult Refuse(HttpContext context, int status, string error, TimeSpan? retryAfter = null) =>
        new ApiCall(context, services, Nobody).Refuse(status, error, retryAfter);
}
