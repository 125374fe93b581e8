using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Payments.Contracts.Merchants;
using Payments.Domain.Merchants;
using Payments.Http.Common;

namespace Payments.Http.Api;

/// <summary>Authenticates, calls, and puts whatever went wrong into the envelope.</summary>
internal sealed class ApiRoutes(
    IEndpointRouteBuilder routes, ApiServices services, AdminGate gate, MerchantDirectory merchants, ILogger<ApiRoutes> logger)
{
    /// <summary>The header of the WoPay document.</summary>
    public const string ApiKeyHeader = "X-API-Key";

    /// <summary>The refusal of an API key that nobody has, or has any more.</summary>
    public static InputException NoKey => new(ApiKeyHeader, "is not a valid key", StatusCodes.Status401Unauthorized);

    /// <summary>A route for everybody.</summary>
    public void MapOpen(string method, string path, Func<ApiCall, Task<IResult>> handler) =>
        Map(RouteReach.Public, method, path, Nobody, handler);

    /// <summary>A route for merchants with their API key.</summary>
    public void MapOwn(string method, string path, Func<ApiCall, Task<IResult>> handler) =>
        Map(RouteReach.Public, method, path, AuthenticateAsync, handler);

    /// <summary>A route for operators with the admin key.</summary>
    public void MapAdmin(string method, string path, Func<ApiCall, Task<IResult>> handler) =>
        Map(RouteReach.Operator, method, path, RequireAdminAsync, handler);

    /// <summary>
    /// A route for merchants with their API key, and for operators who send the admin key and are no caller. It is public, so a proxy lets
    /// everybody reach it: there the admin key is not judged, or strangers could try keys past the proxy's rules for operators.
    /// </summary>
    public void MapOwnOrAdmin(string method, string path, Func<ApiCall, Task<IResult>> handler) =>
        Map(RouteReach.Public, method, path, context =>
            context.Request.Headers.ContainsKey(AdminKey.Header) && !LocalCaller.IsProxied(context.Request)
                ? RequireAdminAsync(context)
                : AuthenticateAsync(context), handler);

    private void Map(
        RouteReach reach, string method, string path,
        Func<HttpContext, Task<MerchantAccess?>> authenticate, Func<ApiCall, Task<IResult>> handler) =>
        routes.MapMethods(path, [method], (RequestDelegate)(context => RunAsync(context, authenticate, handler))).WithReach(reach);

    private async Task RunAsync(HttpContext context, Func<HttpContext, Task<MerchantAccess?>> authenticate,
        Func<ApiCall, Task<IResult>> handler)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        var result = await ResultAsync(context, authenticate, handler);
        await result.ExecuteAsync(context);
    }

    private async Task<IResult> ResultAsync(HttpContext context, Func<HttpContext, Task<MerchantAccess?>> authenticate,
        Func<ApiCall, Task<IResult>> handler)
    {
        try
        {
            var call = new ApiCall(context, services, authenticate);
            await call.AuthenticateAsync();
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

    private static Task<MerchantAccess?> Nobody(HttpContext context) => Task.FromResult<MerchantAccess?>(null);

    private async Task<MerchantAccess?> RequireAdminAsync(HttpContext context) =>
        await gate.LetsInAsync(context)
        ? null
        : throw new InputException(AdminKey.Header, "is missing or does not fit", StatusCodes.Status401Unauthorized);

    private async Task<MerchantAccess?> AuthenticateAsync(HttpContext context)
    {
        var key = context.Request.Headers[ApiKeyHeader].ToString();
        if (key.Length == 0) throw new InputException(ApiKeyHeader, "is required", StatusCodes.Status401Unauthorized);
        var access = await merchants.ByApiKeyAsync(key) ?? throw NoKey;
        return access.Merchant.Status == MerchantStatus.Active
            ? access
            : throw new InputException(ApiKeyHeader, "this merchant is suspended", StatusCodes.Status403Forbidden);
    }

    private IResult Refuse(HttpContext context, int status, string error, TimeSpan? retryAfter = null) =>
        new ApiCall(context, services, Nobody).Refuse(status, error, retryAfter);
}
